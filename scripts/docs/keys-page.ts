import {type Command, type CommandGroup, IN_POPUPS, ON_SCREENS} from '../../src/app/command.ts'
import {COMMANDS} from '../../src/app/commands.ts'

const TITLES: Record<CommandGroup, string> = {
  general: 'Everywhere',
  screens: 'Screens and places',
  move: 'Moving',
  list: 'Lists',
  graph: 'Graph',
  rows: 'Rows',
  versions: 'Versions',
  changes: 'Changes',
  copy: 'Copying',
  dialogs: 'In dialogs and lists that pop up',
}

/** docs/keys.md: every action of the registry with its keys. */
export function keysPage(): string {
  const groups = Object.entries(TITLES).map(([group, title]) => {
    const commands = COMMANDS.filter(command => command.group === group)
    return [
      `## ${title}\n`,
      '| keys | does | where | id |\n|---|---|---|---|',
      ...commands.map(line),
    ]
  })
  return `# Keys

Made by \`npm run docs\` from the registry of actions, \`src/app/commands.ts\`. In the program \`?\` lists them
too, says why one cannot be done at the moment, and runs the chosen one. Several keys in a row (\`g\` \`u\`)
are pressed one after the other.

${groups.map(group => group.join('\n')).join('\n\n')}
`
}

function line(command: Command): string {
  const keys = command.keys.map(spelled).join(' or ')
  const where = whereText(command)
  return `| ${keys} | ${escaped(command.title)} | ${where} | \`${command.id}\` |`
}

/** `g u` is two presses, `ctrl+d` one. */
function spelled(keys: string): string {
  return keys
    .split(' ')
    .map(key => `\`${key === '|' ? '\\|' : key}\``)
    .join(' ')
}

function whereText({contexts}: Command): string {
  const everywhere = ON_SCREENS.every(screen => contexts.includes(screen))
  const inPopups = IN_POPUPS.every(popup => contexts.includes(popup))
  const others = contexts.filter(
    context => !(everywhere && ON_SCREENS.includes(context)) && !(inPopups && isPopup(context)),
  )
  return [
    ...(everywhere ? ['all screens'] : []),
    ...(inPopups ? ['all dialogs'] : []),
    ...others,
  ].join(', ')
}

function isPopup(context: string): boolean {
  return IN_POPUPS.some(popup => popup === context)
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|')
}
