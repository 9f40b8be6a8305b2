import type {Command} from 'commander'
import type {Perform} from '../command-context.ts'
import {unsupported} from '../failures.ts'
import {formatOption} from '../options.ts'

/** Commands of the contract (commands.md §2, §3) that answer UNSUPPORTED. */
export const NOT_BUILT: readonly string[] = ['metadata lookup', 'metadata impact']

/** Says of each that it is not built, whatever its arguments are; help does not list them. */
export function declareNotBuilt(program: Command, perform: Perform): void {
  for (const words of NOT_BUILT) {
    const [name = '', group] = words.split(' ').reverse()
    const parent = group === undefined ? program : groupOf(program, group)
    const command = parent.command(name, {hidden: true})
    command.argument('[arguments...]').allowUnknownOption()
    formatOption(command).action(async () => {
      await perform(command, async () => {
        throw unsupported(`\`mxx ${words}\``)
      })
    })
  }
}

function groupOf(program: Command, name: string): Command {
  const built = program.commands.find(command => command.name() === name)
  return built ?? program.command(name, {hidden: true})
}
