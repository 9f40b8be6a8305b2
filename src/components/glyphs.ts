import type {State} from './meanings.ts'

/** The single characters that screens are drawn with. */
export interface Glyphs {
  readonly states: Readonly<Record<State, string>>
  /** Before the row that the next key acts on. */
  readonly cursor: string
  /** Before rows that were marked. */
  readonly mark: string
  /** Where a text was cut. */
  readonly ellipsis: string
  /** Between the parts of the crumb line. */
  readonly crumb: string
  /** Between a metadata store and its fallback. */
  readonly fallback: string
  readonly ascending: string
  readonly descending: string
  /** Under the header of a table. */
  readonly rule: string
  /** Between two short facts. */
  readonly dot: string
  /** From an old to a new value. */
  readonly arrow: string
  /** From a field back to what it is computed from. */
  readonly from: string
  /** Under the place of an error. */
  readonly caret: string
  /** One unit of a bar. */
  readonly bar: string
  /** After something went well. */
  readonly done: string
  readonly spinner: readonly string[]
}

/** The six characters of a box. */
export interface BoxGlyphs {
  readonly topLeft: string
  readonly topRight: string
  readonly bottomLeft: string
  readonly bottomRight: string
  readonly horizontal: string
  readonly vertical: string
}

interface GlyphSet {
  readonly glyphs: Glyphs
  readonly boxes: {readonly light: BoxGlyphs; readonly heavy: BoxGlyphs}
}

const STATES: Readonly<Record<State, string>> = {
  new: '+',
  stale: '~',
  orphaned: '-',
  'up-to-date': '=',
  'waits-upstream': '^',
  root: 'o',
  deleted: 'x',
  staged: 'D',
  error: '!',
  'not-available': '?',
  loading: '.',
}

export const unicodeGlyphs: GlyphSet = {
  glyphs: {
    states: STATES,
    cursor: '>',
    mark: '*',
    ellipsis: '…',
    crumb: '›',
    fallback: '▸',
    ascending: '▲',
    descending: '▼',
    rule: '─',
    dot: '·',
    arrow: '→',
    from: '←',
    caret: '^',
    bar: '█',
    done: '✓',
    spinner: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'],
  },
  boxes: {light: box('┌┐└┘─│'), heavy: box('┏┓┗┛━┃')},
}

export const asciiGlyphs: GlyphSet = {
  glyphs: {
    states: STATES,
    cursor: '>',
    mark: '*',
    ellipsis: '..',
    crumb: '>',
    fallback: '>',
    ascending: '^',
    descending: 'v',
    rule: '-',
    dot: '-',
    arrow: '->',
    from: '<-',
    caret: '^',
    bar: '#',
    done: 'ok',
    spinner: [...'|/-\\'],
  },
  boxes: {light: box('++++-|'), heavy: box('++++=#')},
}

function box(characters: string): BoxGlyphs {
  const [topLeft = '', topRight = '', bottomLeft = '', bottomRight = '', ...rest] = characters
  const [horizontal = '', vertical = ''] = rest
  return {topLeft, topRight, bottomLeft, bottomRight, horizontal, vertical}
}
