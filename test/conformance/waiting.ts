import {NOT_BUILT} from '../../src/app/headless/commands/not-built.ts'

/** What a command line needs that is not built yet; undefined when all of it is. */
export function waitsFor(args: readonly string[]): string | undefined {
  const [room = '', verb = ''] = args.filter(arg => !arg.startsWith('-'))
  const command = NOT_BUILT.find(name => name === room || name === `${room} ${verb}`)
  if (command !== undefined) return command
  // Without a filter and a yes it is refused before it matters what it would do.
  const confirmed = args.includes('--filter') || args.includes('--yes')
  return `${room} ${verb}` === 'metadata delete' && args.includes('--hard') && confirmed
    ? '--hard'
    : undefined
}
