import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

/**
 * The environment of a working directory: what is set already, completed by the directory's `.env`,
 * which never overrides (commands.md §1).
 */
export async function environmentIn(
  directory: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Readonly<Record<string, string | undefined>>> {
  const text = await readFile(join(directory, '.env'), 'utf8').catch(() => '')
  if (text === '') return env
  const {parseDotEnv} = await import('../../engine/index.ts')
  return {...parseDotEnv(text, env), ...env}
}
