import type {Command} from 'commander'
import type {Perform} from '../command-context.ts'
import {unsupported} from '../failures.ts'
import {formatOption} from '../options.ts'

/** Commands of the contract (commands.md §2, §3) that answer UNSUPPORTED. */
const NOT_BUILT: readonly (readonly [group: string | null, name: string])[] = [
  ['graph-diff', 'render'],
  ['graph', 'what-if'],
  ['metadata', 'why'],
  ['metadata', 'lookup'],
  ['metadata', 'impact'],
  ['metadata', 'rebase'],
  ['metadata', 'copy'],
  ['metadata', 'drop'],
  ['metadata', 'write'],
  [null, 'push'],
  [null, 'lock'],
  [null, 'preview'],
  [null, 'apply'],
]

/** Says of each that it is not built, whatever its arguments are; help does not list them. */
export function declareNotBuilt(program: Command, perform: Perform): void {
  for (const [group, name] of NOT_BUILT) {
    const parent = group === null ? program : groupOf(program, group)
    const command = parent.command(name, {hidden: true})
    command.allowUnknownOption().allowExcessArguments()
    formatOption(command).action(async () => {
      await perform(command, async () => {
        throw unsupported(`\`mxx ${group === null ? '' : `${group} `}${name}\``)
      })
    })
  }
}

function groupOf(program: Command, name: string): Command {
  const built = program.commands.find(command => command.name() === name)
  return built ?? program.command(name, {hidden: true})
}
