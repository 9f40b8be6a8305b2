import {CommanderError} from 'commander'
import {perform} from './command-context.ts'
import type {CommandIo, Doors} from './command-io.ts'
import {CommandFailure} from './failures.ts'
import {joinPairs, spellOutSwitches} from './options.ts'
import {buildProgram} from './program.ts'

/**
 * One run of `mxx`: the arguments behind the program's name in, texts to the sinks, the exit code out
 * (commands.md §1). Touches neither `process` nor the clock, so that any number of runs can share one
 * process; only `doors` load the engine or the screens.
 */
export async function run(args: readonly string[], io: CommandIo, doors: Doors): Promise<number> {
  let exitCode = 0
  const program = buildProgram(io, async (command, work) => {
    exitCode = await perform(io, doors, command, work)
  })
  const spelled = spellOutSwitches(program, joinPairs(args))
  try {
    await program.parseAsync([...spelled], {from: 'user'})
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return endOfParsing(error, io, spelled)
    const {printFailure} = await import('./print-failure.ts')
    return printFailure(io, spelled, error)
  }
}

/** Help and version were printed; anything else is a usage error: exit 2. */
async function endOfParsing(
  error: CommanderError,
  io: CommandIo,
  args: readonly string[],
): Promise<number> {
  if (error.exitCode === 0) return 0
  // `mxx metadata` alone: its help is on stderr already.
  if (error.code === 'commander.help') return 2
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const usage = new CommandFailure(
    'INVALID_INPUT',
    `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`,
    {hint: suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'See `mxx --help`.'},
  )
  const {printFailure} = await import('./print-failure.ts')
  printFailure(io, args, usage)
  return 2
}
