import {resolve} from 'node:path'
import {ConfigError, type Warning} from '../errors.ts'
import type {Config} from './config.ts'
import {laidOver, settingsFromEnvironment} from './environment.ts'
import {readExtendChain} from './extend-chain.ts'
import {fileExists, findConfigFile} from './find-config-file.ts'
import {readSettings} from './read-settings.ts'
import {movedWarning, withMembersInConfig} from './store-tables.ts'
import {type Environment, expandTemplates} from './templates.ts'

export interface ConfigSource {
  /** Absolute path of the working directory. */
  readonly directory: string
  readonly env: Environment
  /** An explicit file; `METAXY_CONFIG` beats even this, as in Metaxy. */
  readonly configFile?: string
}

/**
 * The configuration that is in effect in a folder (stores.md §9): `METAXY_*` over the file, the
 * file over what it extends. Without any file: the variables over Metaxy's defaults.
 *
 * @throws ConfigError naming file, setting and reason.
 */
export async function loadConfig({directory, env, configFile}: ConfigSource): Promise<Config> {
  const file = await chosenFile(directory, env.METAXY_CONFIG, configFile)
  const chain = file === null ? {} : await readExtendChain(file)
  const ofFile = withMembersInConfig(expandTemplates(chain, env))
  const {settings, variables} = settingsFromEnvironment(env)
  const ofEnvironment = withMembersInConfig(settings)
  const together = laidOver(ofEnvironment.settings, ofFile.settings)
  const config = readSettings(together, {file, variables})
  const moved = new Map(
    [...ofFile.moved, ...ofEnvironment.moved].map(([name]) => [
      name,
      [...(ofFile.moved.get(name) ?? []), ...(ofEnvironment.moved.get(name) ?? [])],
    ]),
  )
  return {
    ...config,
    warnings: [
      ...config.warnings,
      ...[...moved].map(([name, members]) => movedWarning(name, members)),
      ...(together.metaxy_lock_path === undefined ? [] : await lockFileWarning(config)),
    ],
  }
}

async function chosenFile(
  directory: string,
  fromEnvironment: string | undefined,
  configFile: string | undefined,
): Promise<string | null> {
  // Empty is as good as not set.
  const given = fromEnvironment || configFile
  if (given === undefined) return findConfigFile(directory)
  const file = resolve(directory, given)
  if (!(await fileExists(file))) {
    const asker = fromEnvironment ? 'METAXY_CONFIG' : '--config-file'
    throw new ConfigError(`${asker} names ${file}, which does not exist.`, {file})
  }
  return file
}

/** Only somebody who named a lock file misses it. */
async function lockFileWarning({lockFile}: Config): Promise<readonly Warning[]> {
  if (lockFile === null || (await fileExists(lockFile))) return []
  return [
    {
      code: 'lock_file_missing',
      message: `The lock file ${lockFile} does not exist; run \`metaxy lock\` to make it.`,
      file: lockFile,
    },
  ]
}
