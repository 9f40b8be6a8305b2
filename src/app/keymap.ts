import type {Command, ContextName} from './command.ts'

/** Which command a key means, per context. */
export interface Keymap {
  /** `keys` as spelled in the registry: `j`, `g g`. */
  readonly find: (context: ContextName, keys: string) => Command | undefined
  /** Commands whose keys begin with this one and go on. */
  readonly after: (context: ContextName, prefix: string) => readonly Continuation[]
  readonly keysOf: (command: Command) => readonly string[]
  /** What is wrong with the remapping, one sentence each; the defaults have no such. */
  readonly problems: readonly string[]
}

export interface Continuation {
  readonly key: string
  readonly command: Command
}

/** The person's own keys by command id; `false` takes a command's keys away. */
export type Remapping = Readonly<Record<string, readonly string[] | false>>

/** The registry's keys with the person's own over them. */
export function createKeymap(commands: readonly Command[], remapping: Remapping = {}): Keymap {
  const problems: string[] = unknownIds(commands, remapping)
  const keysOf = (command: Command) => {
    const own = remapping[command.id]
    return own === undefined ? command.keys : own === false ? [] : own
  }
  const byContext = new Map<ContextName, Map<string, Command>>()
  for (const command of commands) {
    for (const context of command.contexts) {
      const keys = byContext.get(context) ?? new Map<string, Command>()
      byContext.set(context, keys)
      for (const key of keysOf(command)) {
        const other = keys.get(key)
        if (other === undefined) keys.set(key, command)
        else problems.push(`${key} means both ${other.id} and ${command.id} in ${context}.`)
      }
    }
  }
  for (const [context, keys] of byContext) problems.push(...hiddenKeys(context, keys))

  return {
    find: (context, keys) => byContext.get(context)?.get(keys),
    after: (context, prefix) =>
      [...(byContext.get(context) ?? [])].flatMap(([keys, command]) =>
        keys.startsWith(`${prefix} `) ? [{key: keys.slice(prefix.length + 1), command}] : [],
      ),
    keysOf,
    problems,
  }
}

/** A key that is a whole command cannot also begin one. */
function hiddenKeys(context: ContextName, keys: ReadonlyMap<string, Command>): readonly string[] {
  return [...keys.keys()].flatMap(key => {
    const [prefix = ''] = key.split(' ')
    const other = prefix === key ? undefined : keys.get(prefix)
    return other === undefined
      ? []
      : [`${key} cannot be typed in ${context}: ${prefix} is ${other.id}.`]
  })
}

function unknownIds(commands: readonly Command[], remapping: Remapping): string[] {
  const known = new Set(commands.map(({id}) => id))
  return Object.keys(remapping).flatMap(id => (known.has(id) ? [] : [`There is no command ${id}.`]))
}
