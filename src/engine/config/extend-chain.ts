import {realpath} from 'node:fs/promises'
import {dirname, resolve} from 'node:path'
import {ConfigError} from '../errors.ts'
import {fileExists} from './find-config-file.ts'
import {isSettings, readMetaxySection, type Settings} from './toml-file.ts'

/**
 * A configuration file laid over those it extends: values of the child win, lists are joined,
 * tables are merged one level deep, so a store defined in both is the child's (stores.md §9.1).
 *
 * @param file absolute path.
 * @throws ConfigError when a file of the chain is missing, malformed or comes twice.
 */
export async function readExtendChain(
  file: string,
  seen: readonly string[] = [],
): Promise<Settings> {
  const real = await realpath(file).catch(() => file)
  if (seen.includes(real)) {
    throw new ConfigError(`"extend" runs in a circle: ${[...seen, real].join(' → ')}.`, {file})
  }
  const {extend, ...own} = await readMetaxySection(file)
  if (extend === undefined) return own
  if (typeof extend !== 'string') {
    throw new ConfigError(`${file}: "extend" should be the path of a configuration file.`, {file})
  }
  const parent = resolve(dirname(file), extend)
  if (!(await fileExists(parent))) {
    throw new ConfigError(`${file}: "extend" names ${parent}, which does not exist.`, {file})
  }
  return merged(await readExtendChain(parent, [...seen, real]), own)
}

function merged(parent: Settings, child: Settings): Settings {
  const together: Record<string, unknown> = {...parent}
  for (const [name, value] of Object.entries(child)) {
    const inherited = parent[name]
    if (isSettings(value) && isSettings(inherited)) together[name] = {...inherited, ...value}
    else if (Array.isArray(value) && Array.isArray(inherited)) {
      together[name] = [...inherited, ...value]
    } else together[name] = value
  }
  return together
}
