/** What a command line needs that is not built yet; undefined when all of it is. */
export function waitsFor(args: readonly string[]): string | undefined {
  const words = args.filter(arg => !GLOBAL_SWITCHES.has(arg))
  const command = words[0] === 'metadata' ? `metadata ${words[1]}` : (words[0] ?? '')
  if (LATER.has(command)) return command
  if (command === 'graph' && words[1] !== 'render') return `graph ${words[1]}`
  const refused =
    args.includes('--hard') && !args.some(arg => arg === '--filter' || arg === '--yes')
  return command === 'metadata delete' && args.includes('--hard') && !refused ? '--hard' : undefined
}

const GLOBAL_SWITCHES: ReadonlySet<string> = new Set(['--all-projects', '--locked'])
const LATER: ReadonlySet<string> = new Set([
  'apply',
  'graph-diff',
  'lock',
  'metadata copy',
  'metadata drop',
  'metadata impact',
  'metadata lookup',
  'metadata rebase',
  'metadata why',
  'metadata write',
  'preview',
  'push',
])
