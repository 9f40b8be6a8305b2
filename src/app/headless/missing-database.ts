import {stat} from 'node:fs/promises'
import {dirname, isAbsolute, resolve} from 'node:path'
import type {Config} from '../../engine/index.ts'
import {quoted} from './change/command-text.ts'
import {CommandFailure} from './failures.ts'

/**
 * Relative paths start at the working directory, the configuration is found further up: the usual
 * reason why a database is missing. Says so when the file does lie beside the configuration.
 *
 * @returns undefined when that is not what is wrong.
 */
export async function databaseBesideConfiguration(
  directory: string,
  config: Config,
  name: string,
): Promise<CommandFailure | undefined> {
  const database = config.stores.get(name)?.config.database
  if (config.file === null || typeof database !== 'string' || isAbsolute(database)) return undefined
  const above = dirname(config.file)
  const here = resolve(directory, database)
  const beside = resolve(above, database)
  if ((await isFile(here)) || !(await isFile(beside))) return undefined
  return new CommandFailure(
    'STORE_UNREACHABLE',
    `The DuckDB database ${here} does not exist; the file lies beside the configuration ${config.file}.`,
    {
      hint: `Relative paths start at the working directory: \`mxx ${quoted(above)}\` opens it.`,
      details: {store: name, file: here, found: beside},
    },
  )
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ?? false
}
