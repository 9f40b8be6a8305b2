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
  /** The border and title of the focused pane, the cursor. */
  | 'focus'
  /** The row or item that the next key acts on. */
  | 'selected'
  /** What belongs to the closure of the selected field, downstream and upstream. */
  | 'downstream'
  | 'upstream'
  | 'warning'
  | 'added'
  | 'removed'
  | 'key'

/** How a meaning looks: one of the 16 colours of the person's own palette, and attributes. */
export interface Style {
  readonly color?: 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan'
  readonly bold?: boolean
  readonly dim?: boolean
  readonly inverse?: boolean
  readonly strikethrough?: boolean
}

const STYLES: Readonly<Record<Meaning, Style>> = {
  new: {color: 'green'},
  stale: {color: 'yellow'},
  orphaned: {color: 'magenta'},
  'up-to-date': {},
  'waits-upstream': {color: 'blue'},
  root: {color: 'cyan'},
  deleted: {dim: true, strikethrough: true},
  staged: {color: 'red'},
  error: {color: 'red', bold: true},
  'not-available': {dim: true},
  loading: {dim: true},
  plain: {},
  muted: {dim: true},
  strong: {bold: true},
  heading: {bold: true},
  focus: {color: 'cyan', bold: true},
  selected: {inverse: true},
  downstream: {color: 'cyan', bold: true},
  upstream: {color: 'blue', bold: true},
  warning: {color: 'yellow', bold: true},
  added: {color: 'green'},
  removed: {color: 'red'},
  key: {bold: true},
}

/** Each meaning with its style. */
export const meaningStyles: ReadonlyMap<Meaning, Style> = new Map(
  Object.entries(STYLES) as [Meaning, Style][],
)
