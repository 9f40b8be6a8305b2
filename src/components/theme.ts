/** What a sample, a feature or a change is; each has a letter, so colour is never the only carrier. */
export type State =
  | 'new'
  | 'stale'
  | 'orphaned'
  | 'up-to-date'
  | 'waits-upstream'
  | 'root'
  | 'deleted'
  | 'staged'
  | 'error'
  | 'not-available'
  | 'loading'

/** What a piece of text means; components and screens name a meaning, never a colour. */
export type Meaning =
  | State
  | 'plain'
  | 'muted'
  | 'strong'
  | 'heading'
  | 'focus'
  | 'selected'
  | 'warning'
  | 'added'
  | 'removed'
  | 'key'

/** How a meaning looks: one of the 16 colours of the person's own palette, and attributes. */
export interface Style {
  readonly color?: Color
  readonly bold?: boolean
  readonly dim?: boolean
  readonly inverse?: boolean
  readonly strikethrough?: boolean
}

export type Color = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan'

/** The single characters that screens are drawn with. */
export interface Glyphs {
  readonly states: Readonly<Record<State, string>>
  readonly cursor: string
  readonly mark: string
  readonly ellipsis: string
  readonly crumb: string
  readonly fallback: string
  readonly ascending: string
  readonly descending: string
  readonly rule: string
  readonly dot: string
  readonly arrow: string
  readonly from: string
  readonly caret: string
  readonly bar: string
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

export interface Theme {
  readonly ascii: boolean
  readonly color: boolean
  readonly styles: Readonly<Record<Meaning, Style>>
  readonly glyphs: Glyphs
  /** `heavy` is the focus. */
  readonly boxes: {readonly light: BoxGlyphs; readonly heavy: BoxGlyphs}
  /** Puts the escape sequences of a meaning around a text that is already safe and cut. */
  readonly paint: (meaning: Meaning, text: string) => string
}
