import {stat} from 'node:fs/promises'
import {join} from 'node:path'
import type {Command} from 'commander'
import type {ProjectOptions} from '../../../engine/index.ts'
import type {CommandContext, Perform} from '../command-context.ts'
import type {CommandIo} from '../command-io.ts'
import {environmentIn} from '../environment.ts'
import {databaseBesideConfiguration} from '../missing-database.ts'
import {configIn, projectOptions} from '../project-options.ts'

/** `mxx [DIR]`: the screens, with DIR as the working directory for everything (commands.md §1). */
export function declareOpen(program: Command, perform: Perform): void {
  program
    .argument('[directory]', 'where the project is looked for; default: here')
    .action(async (directory: string | undefined) => {
      await perform(program, async context => {
        const where = context.path(directory ?? '.')
        if (!(await isDirectory(where))) refuseDirectory(program, directory ?? '.')
        return openScreens(where, context)
      })
    })
}

/** Shows the screens of a directory until the person quits. */
export async function openScreens(
  directory: string,
  {io, doors, global}: Pick<CommandContext, 'io' | 'doors' | 'global'>,
  notice?: string,
): Promise<number> {
  if (!hasTerminal(io)) return sayNoTerminal(io)
  const env = await environmentIn(directory, io.env)
  const options = projectOptions(io, env, global)
  await refuseMissingDatabase(directory, options)
  return doors.openScreens({
    directory,
    options,
    ascii: global.ascii ?? false,
    color: (global.color ?? true) && !env.NO_COLOR,
    ...(notice === undefined ? {} : {notice}),
  })
}

/** Looked for only where the configuration lies elsewhere: the first frame waits for nothing else. */
async function refuseMissingDatabase(directory: string, options: ProjectOptions): Promise<void> {
  const isHere = await stat(join(directory, 'metaxy.toml')).catch(() => undefined)
  if (isHere !== undefined) return
  const config = await configIn(directory, options)
  const name = options.store ?? config.store
  const elsewhere = await databaseBesideConfiguration(directory, config, name)
  if (elsewhere !== undefined) throw elsewhere
}

export function hasTerminal(io: CommandIo): boolean {
  return io.isTerminal.stdin && io.isTerminal.stdout
}

/** Says so in one sentence; answers the exit code. */
export function sayNoTerminal(io: CommandIo): number {
  io.stderr.write(
    'Error: The screens need a terminal; without one use a command, see `mxx --help`.\n',
  )
  return 2
}

export async function isDirectory(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ?? false
}

/** A usage error, like an unknown option: most likely a mistyped command. */
function refuseDirectory(program: Command, given: string): never {
  const names = program
    .createHelp()
    .visibleCommands(program)
    .map(command => command.name())
  program.error(
    `error: no directory or command is called ${given}\n(Commands: ${names.join(', ')}.)`,
  )
}
