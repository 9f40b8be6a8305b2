import {NOT_BUILT} from '../../src/app/headless/commands/not-built.ts'

/** What a command line needs that is not built yet; undefined when all of it is. */
export function waitsFor(args: readonly string[]): string | undefined {
  const [room = '', verb = ''] = args.filter(arg => !arg.startsWith('-'))
  return NOT_BUILT.find(name => name === room || name === `${room} ${verb}`)
}
