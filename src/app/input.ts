/** What a person did at the keyboard. */
export type InputEvent =
  | {
      readonly kind: 'key'
      /** `j`, `G`, `space`, `enter`, `ctrl+d`, `pageup`: as the keymap spells it. */
      readonly key: string
      /** What it would add to a text; null for keys that add none. */
      readonly text: string | null
      /** Nothing else came with it: a key that was pressed for itself, not part of a burst. */
      readonly alone: boolean
    }
  | {readonly kind: 'paste'; readonly text: string}

export interface InputReader {
  /** Takes what the terminal sent, in pieces of any size. */
  readonly feed: (chunk: string) => void
  /** Forgets what is incomplete, and any timer. */
  readonly close: () => void
}

/** How long the rest of an escape sequence may take; an Esc that stands alone is a key after that. */
const SEQUENCE_MS = 20

/**
 * Turns bytes of a terminal into single key presses: a burst becomes its keys, in one answer; a
 * bracketed paste becomes a paste; an escape sequence that is no key of ours, or comes in halves,
 * becomes nothing, so that no terminal reply acts as if it were typed.
 */
export function createInputReader(emit: (events: readonly InputEvent[]) => void): InputReader {
  let pending = ''
  let timer: NodeJS.Timeout | undefined

  function feed(chunk: string): void {
    clearTimeout(timer)
    const {keys, rest} = parse(pending + chunk)
    pending = rest
    if (rest !== '' && !rest.startsWith(PASTE_START)) timer = setTimeout(giveUp, SEQUENCE_MS)
    if (keys.length > 0) emit(events(keys))
  }

  function giveUp(): void {
    const presses = ONLY_ESC.test(pending) ? pending.length : 0
    pending = ''
    if (presses > 0) emit(events(Array.from({length: presses}, () => 'esc')))
  }

  return {
    feed,
    close: () => {
      clearTimeout(timer)
      pending = ''
    },
  }
}

type Parsed = string | {readonly paste: string}

function events(keys: readonly Parsed[]): readonly InputEvent[] {
  const alone = keys.length === 1
  return keys.map(key =>
    typeof key === 'string'
      ? {kind: 'key', key: NAMED_TEXT.get(key) ?? key, text: textOf(key), alone}
      : {kind: 'paste', text: key.paste},
  )
}

const ESC = '\x1b'
const PASTE_START = '\x1b[200~'
const PASTE_END = '\x1b[201~'
const NAMED_TEXT: ReadonlyMap<string, string> = new Map([[' ', 'space']])

function parse(input: string): {readonly keys: readonly Parsed[]; readonly rest: string} {
  const keys: Parsed[] = []
  let at = 0
  while (at < input.length) {
    const next = input.indexOf(ESC, at)
    keys.push(...typedKeys(input.slice(at, next === -1 ? undefined : next)))
    if (next === -1) break
    const found = sequence(input.slice(next))
    if (found === 'incomplete') return {keys, rest: input.slice(next)}
    if (found.key !== null) keys.push(found.key)
    at = next + found.length
  }
  return {keys, rest: ''}
}

interface Sequence {
  readonly length: number
  /** Null for a sequence that is no key of ours. */
  readonly key: Parsed | null
}

/** The escape sequence at the beginning of the text. */
function sequence(text: string): Sequence | 'incomplete' {
  if (text.startsWith(PASTE_START)) {
    const end = text.indexOf(PASTE_END)
    if (end === -1) return 'incomplete'
    return {length: end + PASTE_END.length, key: {paste: text.slice(PASTE_START.length, end)}}
  }
  const [whole] = COMPLETE.exec(text) ?? []
  if (whole !== undefined) return {length: whole.length, key: SEQUENCE_KEYS.get(whole) ?? null}
  if (INCOMPLETE.test(text)) return 'incomplete'
  if (text.startsWith(ESC + ESC)) return {length: 1, key: 'esc'}
  // Alt with a key, or something that no terminal sends: passed over with its next character.
  return {length: 1 + [...text.slice(1)].slice(0, 1).join('').length, key: null}
}

/** CSI, also of the Linux console and with Alt; SS3; strings such as a clipboard's reply. */
const COMPLETE =
  /^\x1b(?:\x1b?\[\[[A-E]|\x1b?\[[0-?]*[ -/]*[@-~]|\x1b?O[0-9;]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\))/
const INCOMPLETE = /^\x1b(?:\x1b*$|\x1b?\[[0-?]*[ -/]*$|\x1b?O[0-9;]*$|[\]P_^X][^\x07\x1b]*\x1b?$)/
const ONLY_ESC = /^\x1b+$/

const SEQUENCE_KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    up: ['[A', 'OA'],
    down: ['[B', 'OB'],
    right: ['[C', 'OC'],
    left: ['[D', 'OD'],
    home: ['[H', 'OH', '[1~', '[7~'],
    end: ['[F', 'OF', '[4~', '[8~'],
    delete: ['[3~'],
    pageup: ['[5~'],
    pagedown: ['[6~'],
    'shift+tab': ['[Z'],
    enter: ['OM'],
    'ctrl+left': ['[1;5D'],
    'ctrl+right': ['[1;5C'],
  }).flatMap(([key, spellings]) => spellings.map(spelling => [ESC + spelling, key] as const)),
)

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'})

function typedKeys(text: string): readonly string[] {
  return Array.from(graphemes.segment(text), ({segment}) => segment).flatMap(segment =>
    segment === '\r\n' ? 'enter' : [...controlsApart(segment)].flatMap(typedKey),
  )
}

/** A control character never joins what stands beside it. */
function controlsApart(segment: string): readonly string[] {
  return /\p{Cc}/u.test(segment) ? [...segment] : [segment]
}

function typedKey(character: string): readonly string[] {
  const code = character.codePointAt(0) ?? 0
  if (character === '\t') return ['tab']
  if (character === '\r' || character === '\n') return ['enter']
  if (character === '\x7f' || character === '\b') return ['backspace']
  if (code >= 1 && code <= 26) return [`ctrl+${String.fromCharCode(code + 96)}`]
  return /\p{Cc}/u.test(character) ? [] : [character]
}

/** Names of keys are longer than what is typed, except for graphemes of several characters. */
function textOf(key: string): string | null {
  return NAMES.test(key) ? null : key
}

const NAMES =
  /^(?:esc|enter|tab|shift\+tab|backspace|delete|home|end|pageup|pagedown|up|down|left|right|ctrl\+.+)$/
