/** What is typed into a field; plain data, changed by the reducer alone. */
export interface TextFieldState {
  readonly text: string
  /** UTF-16 position in `text`, always between two graphemes. */
  readonly cursor: number
  /** Texts entered before, oldest first. */
  readonly history: readonly string[]
  /** Position in `history`; its length while the person types something of their own. */
  readonly historyPosition: number
  /** What was typed before the history was opened. */
  readonly draft: string
}

export type TextFieldAction =
  /** Typed or pasted; line breaks become spaces, other control characters go. */
  | {readonly kind: 'insert'; readonly text: string}
  | {readonly kind: 'delete-before'}
  | {readonly kind: 'delete-after'}
  | {readonly kind: 'delete-word-before'}
  | {readonly kind: 'delete-to-start'}
  | {readonly kind: 'delete-to-end'}
  | {readonly kind: 'left' | 'right' | 'word-left' | 'word-right' | 'home' | 'end'}
  | {readonly kind: 'history-older' | 'history-newer'}
  /** Replaces everything, cursor at the end: completion, re-opening. */
  | {readonly kind: 'set'; readonly text: string}
  /** Enter: the text goes into the history, the field is emptied. */
  | {readonly kind: 'accept'}
