import type {Command} from '../../src/app/command.ts'
import type {Random} from '../helpers/random.ts'

/** What is sent at once, and how many key presses that is. */
export interface Chunk {
  readonly bytes: string
  readonly presses: number
  /** A `y` that is no paste: it would commit in the commit dialog. */
  readonly hasY: boolean
  readonly hasEnter: boolean
  /** After a while without keys, in which what was asked for is answered. */
  readonly rests?: boolean
}

const BYTES: Readonly<Record<string, string>> = {
  space: ' ',
  enter: '\r',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  esc: '\x1b',
  backspace: '\x7f',
  delete: '\x1b[3~',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
}

/** Clicks, function keys, focus reports, keys with Alt, and sequences that stop in the middle. */
const JUNK = [
  '\x1b[<0;10;10M',
  '\x1b[<64;3;3m',
  '\x1bOP',
  '\x1b[15~',
  '\x1b[1;5C',
  '\x1b[I',
  '\x1b[O',
  '\x1b\x1b',
  '\x1bx',
  '\x1b[',
  '\x1b]0;title\x07',
  '\x00',
  '\u009b',
  '🎬',
  'é',
]

const ENDING = new Set(['app.quit', 'quit.confirm', 'task.cancel'])

const WORDS = [
  'y',
  'yes',
  "scene = 'CHART'",
  'seconds < 10 AND',
  'clip/trim',
  ':delete clip/trim',
  'dd\rc\ry',
  '\x1b[A',
  'A001_C001\n',
]

/** A command's keys, text, pastes and noise, as somebody asleep on the keyboard would send them. */
export function randomChunk(random: Random, commands: readonly Command[]): Chunk {
  const kind = random.below(100)
  if (kind < 60) return keysOf(random, commands)
  if (kind < 68) return chunk(['\x1b'])
  if (kind < 74) return chunk(['\r'])
  if (kind < 86) return chunk([letter(random)])
  if (kind < 90) return chunk(Array.from({length: 2 + random.below(6)}, () => letter(random)))
  if (kind < 95) {
    const words = Array.from({length: 1 + random.below(3)}, () => random.pick(WORDS)).join(' ')
    return {...chunk(['']), bytes: `\x1b[200~${words}\x1b[201~`}
  }
  return {...chunk(['']), bytes: random.pick(JUNK)}
}

/** Whether a command can end the program. */
export function ending(id: string): boolean {
  return ENDING.has(id)
}

/** The keys of one of the commands, each of them pressed once. */
export function keysOf(random: Random, commands: readonly Command[]): Chunk {
  const command = random.pick(commands)
  // Keys that end the program, seldom: a start takes as long as a hundred keys.
  if (ending(command.id) && !random.oneIn(10)) return chunk(['j'])
  return chunk(random.pick(command.keys).split(' ').map(bytesOf))
}

function bytesOf(key: string): string {
  const [, control] = /^ctrl\+(.)$/.exec(key) ?? []
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) - 96)
  return BYTES[key] ?? key
}

function letter(random: Random): string {
  return String.fromCharCode(32 + random.below(95))
}

function chunk(keys: readonly string[]): Chunk {
  return {
    bytes: keys.join(''),
    presses: keys.length,
    hasY: keys.includes('y'),
    hasEnter: keys.includes('\r'),
  }
}
