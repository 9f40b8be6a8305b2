import {resolve} from 'node:path'
import type {CommandIo, Doors} from './command-io.ts'
import {isDirectory, openScreens} from './commands/open.ts'

/**
 * `mxx` and `mxx ./DIR`: the screens, without loading what reads the arguments of commands.
 *
 * @returns the exit code; null when the arguments may mean anything else.
 */
export async function openAtOnce(
  args: readonly string[],
  io: CommandIo,
  doors: Doors,
): Promise<number | null> {
  const [given = '.', ...more] = args
  const directory = resolve(io.cwd, given)
  if (more.length > 0 || !isPath(given) || !(await isDirectory(directory))) return null
  try {
    return await openScreens(directory, {io, doors, global: {}})
  } catch (error) {
    const {printFailure} = await import('./print-failure.ts')
    return printFailure(io, args, error)
  }
}

/** No command and no option is written like this. */
function isPath(text: string): boolean {
  return text.startsWith('.') || (text.includes('/') && !text.startsWith('-'))
}
