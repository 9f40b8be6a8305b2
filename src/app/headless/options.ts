import {type Command, InvalidArgumentError, Option} from 'commander'

/** Options that stand before or after any sub-command (commands.md §1). */
export interface GlobalOptions {
  readonly configFile?: string
  readonly project?: string
  readonly allProjects?: boolean
  readonly store?: string
  readonly snapshot?: string
  readonly locked?: boolean
  readonly color?: boolean
  readonly ascii?: boolean
}

const GLOBAL = [
  'configFile',
  'project',
  'allProjects',
  'store',
  'snapshot',
  'locked',
  'color',
  'ascii',
] as const satisfies readonly (keyof GlobalOptions)[]

/** Every command has the same ones: making them takes as long as the rest of the command line. */
const GLOBAL_OPTIONS = [
  new Option('--config-file <path>', 'configuration to use instead of searching upwards'),
  new Option('--project <name>', 'work as this project'),
  new Option('--store <name>', 'metadata store; default: `store` of the configuration'),
  new Option('--snapshot-id, --snapshot <version>', 'the push with this project version'),
  ...switches('all-projects', 'show the features of every project'),
  ...switches('locked', 'refuse definitions that differ from metaxy.lock'),
  new Option('--no-color', 'no colours, as NO_COLOR does'),
  new Option('--ascii', 'no characters beyond ASCII'),
]

export function addGlobalOptions(command: Command, version: string): void {
  command.optionsGroup('Options of every command:')
  for (const option of GLOBAL_OPTIONS) command.addOption(option)
  command
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'explain the command')
}

/** Options given before the sub-command and after it; the later one wins. */
export function globalOptionsOf(command: Command): GlobalOptions {
  const before = command.parent === null ? {} : globalOptionsOf(command.parent)
  const here = command.opts<GlobalOptions>()
  const given = GLOBAL.filter(name => command.getOptionValueSource(name) === 'cli')
  return {...before, ...Object.fromEntries(given.map(name => [name, here[name]]))}
}

/** A switch that can also be said as `--no-NAME`, `--NAME=true` and `--NAME=false`. */
export function flag(command: Command, name: string, description: string): Command {
  for (const option of switches(name, description)) command.addOption(option)
  return command
}

function switches(name: string, description: string): readonly Option[] {
  return [new Option(`--${name}`, description), new Option(`--no-${name}`).hideHelp()]
}

/** An option that is on unless `--no-NAME` is said. */
export function negatableFlag(command: Command, name: string, description: string): Command {
  return command.addOption(new Option(`--${name}`).hideHelp()).option(`--no-${name}`, description)
}

/** An option that may be repeated; its values in order. */
export function repeatable(command: Command, flags: string, description: string): Command {
  return command.option(flags, description, collect)
}

/** `--format`, with `table` as another word for `plain`. */
export function formatOption(command: Command, ...more: readonly string[]): Command {
  return command.addOption(
    new Option('-f, --format <format>', 'form of the answer')
      .choices(['plain', 'table', 'json', ...more])
      .default('plain'),
  )
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is not a whole number.')
  return Number(text)
}

export function seconds(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It is not a number of seconds.')
  return Number(text)
}

/**
 * `--soft=false` → `--no-soft`, for every switch of the program: the parser has no values for
 * switches, and the optional value that it does have would swallow the feature key behind one.
 */
export function spellOutSwitches(program: Command, args: readonly string[]): readonly string[] {
  const end = args.indexOf('--')
  const switches = new Set(
    commandsOf(program).flatMap(command =>
      command.options.filter(option => option.isBoolean()).map(option => option.name()),
    ),
  )
  return args.map((arg, index) => {
    const [, name, value] = /^--([a-z][a-z-]*)=(true|false)$/.exec(arg) ?? []
    if (name === undefined || !switches.has(name) || (end !== -1 && index > end)) return arg
    return value === 'true' ? `--${name}` : `--no-${name}`
  })
}

/** Options with two values. */
const PAIRS = ['--filter-on']
/** No argument of a program can hold it. */
const BETWEEN = '\0'

/** `--filter-on KEY EXPRESSION` as one value: the parser knows options with one, or with any number. */
export function joinPairs(args: readonly string[]): readonly string[] {
  const joined: string[] = []
  for (let index = 0; index < args.length; index += 1) {
    const [arg = '', first, second] = args.slice(index, index + 3)
    joined.push(arg)
    if (arg === '--') return [...joined, ...args.slice(index + 1)]
    if (!PAIRS.includes(arg) || first === undefined || second === undefined) continue
    if (second.startsWith('--')) continue
    joined.push(`${first}${BETWEEN}${second}`)
    index += 2
  }
  return joined
}

/** An option of PAIRS; repeated, the second values of one first value come together in order. */
export function pairs(command: Command, flags: string, description: string): Command {
  return command.option(flags, description, collectPair)
}

function collectPair(
  value: string,
  before: ReadonlyMap<string, readonly string[]> = new Map(),
): ReadonlyMap<string, readonly string[]> {
  const [first = '', second] = value.split(BETWEEN)
  if (second === undefined) throw new InvalidArgumentError('It takes two values: KEY EXPRESSION.')
  return new Map(before).set(first, [...(before.get(first) ?? []), second])
}

function commandsOf(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(commandsOf)]
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}
