import {resolve} from 'node:path'
import type {Command} from 'commander'
import type {Config, Project, ProjectGraph, ProjectOptions, Warning} from '../../engine/index.ts'
import type {CommandIo, Doors} from './command-io.ts'
import {environmentIn} from './environment.ts'
import {CommandFailure, isCoded} from './failures.ts'
import {databaseBesideConfiguration} from './missing-database.ts'
import {type GlobalOptions, globalOptionsOf} from './options.ts'
import type {Answer, OutputFormat} from './output/answer.ts'
import {configIn, projectOptions} from './project-options.ts'

/** What one command has at hand while it works. */
export interface CommandContext {
  readonly io: CommandIo
  readonly doors: Doors
  readonly global: GlobalOptions
  /** `--format` as given, `table` already read as `plain`. */
  readonly format: string
  /** Said once the answer is printed. */
  warn(warning: Warning): void
  /** What was said so far. */
  readonly said: readonly Warning[]
  /** The effective configuration, without opening a metadata store. */
  loadConfig(): Promise<Config>
  /** The project of the working directory; closed when the command has ended. */
  openProject(more?: Partial<ProjectOptions>): Promise<Project>
  /** The graph of an open project. @throws CommandFailure NO_FEATURES when nothing was ever pushed. */
  graphOf(project: Project): Promise<ProjectGraph>
  /** Path of a file that the person named, against the working directory. */
  path(file: string): string
}

/** Runs the work of one command and prints its answer; the exit code is 0 unless the answer says else. */
export type Perform = (
  command: Command,
  work: (context: CommandContext) => Promise<Answer | number>,
) => Promise<void>

export async function perform(
  given: CommandIo,
  doors: Doors,
  command: Command,
  work: (context: CommandContext) => Promise<Answer | number>,
): Promise<number> {
  const opened: Project[] = []
  const warnings: Warning[] = []
  const global = globalOptionsOf(command)
  const format = formatOf(command)
  const io = global.ascii ? await asciiIo(given, outputFormat(format) === 'plain') : given

  const optionsHere = async () => projectOptions(io, await environmentIn(io.cwd, io.env), global)
  const context: CommandContext = {
    io,
    doors,
    global,
    format,
    said: warnings,
    warn: warning => {
      if (!warnings.some(said => said.message === warning.message)) warnings.push(warning)
    },
    loadConfig: async () => {
      const config = await configIn(io.cwd, await optionsHere())
      config.warnings.forEach(context.warn)
      return config
    },
    openProject: async more => {
      const project = await doors.openProject(io.cwd, {...(await optionsHere()), ...more})
      opened.push(project)
      project.warnings.forEach(context.warn)
      return project
    },
    graphOf: async project => {
      const graph = await project.graph(asking(io))
      graph.warnings.forEach(context.warn)
      for (const {feature, reason} of graph.broken) {
        context.warn({code: 'broken_feature', feature, message: `${feature}: ${reason}`})
      }
      if (graph.order.length === 0 && graph.broken.length === 0) throw noFeatures(project, graph)
      return graph
    },
    path: file => resolve(io.cwd, file),
  }

  try {
    const answer = await work(context)
    if (typeof answer === 'number') return answer
    const {printAnswer} = await import('./output/print-answer.ts')
    printAnswer(io, outputFormat(format), answer, warnings)
    return answer.exitCode ?? 0
  } catch (error) {
    throw (await betterSaid(error, opened)) ?? error
  } finally {
    for (const project of opened) await project.close()
  }
}

async function betterSaid(error: unknown, opened: readonly Project[]): Promise<Error | undefined> {
  const [project] = opened
  if (project === undefined || !isCoded(error) || error.code !== 'STORE_UNREACHABLE')
    return undefined
  const {directory, config, chosen} = project
  return databaseBesideConfiguration(directory, config, chosen.name)
}

/** What every question to the engine carries: Ctrl+C stops it. */
export function asking(io: CommandIo): {readonly signal?: AbortSignal} {
  return io.signal === undefined ? {} : {signal: io.signal}
}

function formatOf(command: Command): string {
  const {format = 'plain'} = command.opts<{format?: string}>()
  return format === 'table' ? 'plain' : format
}

/** Documents keep the characters of the data: they escape what they have to themselves. */
async function asciiIo(io: CommandIo, isPlain: boolean): Promise<CommandIo> {
  const {inAscii} = await import('./output/safe-lines.ts')
  const {stdout, stderr} = io
  return {...io, stdout: isPlain ? inAscii(stdout) : stdout, stderr: inAscii(stderr)}
}

/** Formats that only one command knows are text to it, and plain here. */
function outputFormat(format: string): OutputFormat {
  return format === 'json' || format === 'csv' || format === 'jsonl' ? format : 'plain'
}

function noFeatures(project: Project, graph: ProjectGraph): CommandFailure {
  const tables = graph.unregisteredTables
  const found =
    tables.length === 0
      ? ''
      : ` Its tables ${tables.join(', ')} are unregistered: no definition claims them.`
  return new CommandFailure(
    'NO_FEATURES',
    `Nothing was pushed to metadata store "${project.chosen.name}", and there is no metaxy.lock.${found}`,
    {hint: 'Run `metaxy push`.', details: {unregistered_tables: tables}},
  )
}
