/** What is typed into a field: the texts of a text field, as plain data. */
export interface FieldState {
  readonly text: string
  /** UTF-16 position in `text`. */
  readonly cursor: number
  /** Texts entered before, oldest first. */
  readonly history: readonly string[]
  readonly historyPosition: number
  readonly draft: string
}

/** A text that was refused, and why. */
export interface FieldProblem {
  readonly message: string
  /** UTF-16 position in the text. */
  readonly position: number
}

/** Something over the screen that takes the keys until it is closed. */
export type Popup = FieldPopup | ListPopup | PhrasePopup | QuestionPopup

/** A line of text on the message line. */
export interface FieldPopup {
  readonly kind: 'filter' | 'export' | 'command-line'
  readonly field: FieldState
  readonly problem: FieldProblem | null
}

/** A list to choose from; what is typed narrows it. */
export interface ListPopup {
  readonly kind: 'palette' | 'finder' | 'columns'
  readonly field: FieldState
  readonly index: number
  /** The finder of features only. */
  readonly featuresOnly: boolean
}

/** The last question before rows are removed for good: answered by typing what will go. */
export interface PhrasePopup {
  readonly kind: 'commit-phrase'
  readonly field: FieldState
  /** What has to be typed. */
  readonly phrase: string
  /** The file that the rows are written to first; null when none can be. */
  readonly backup: {readonly file: string; readonly wanted: boolean} | null
}

export type QuestionPopup =
  | {readonly kind: 'cell'; readonly top: number}
  | {readonly kind: 'commit' | 'quit'}
  /** So many of the marks were made under another filter. */
  | {
      readonly kind: 'hidden-marks'
      readonly change: 'soft-delete' | 'hard-delete' | 'restore'
      readonly hidden: number
      readonly all: number
    }

export type PopupKind = Popup['kind']

export function isFieldPopup(popup: Popup): popup is FieldPopup {
  return popup.kind === 'filter' || popup.kind === 'export' || popup.kind === 'command-line'
}

export function isListPopup(popup: Popup): popup is ListPopup {
  return popup.kind === 'palette' || popup.kind === 'finder' || popup.kind === 'columns'
}

/** What is typed goes into it. */
export function isTypedPopup(popup: Popup): popup is FieldPopup | ListPopup | PhrasePopup {
  return 'field' in popup && popup.kind !== 'columns'
}

/** An empty field that remembers what was entered before. */
export function emptyField(history: readonly string[] = []): FieldState {
  return {text: '', cursor: 0, history, historyPosition: history.length, draft: ''}
}

/** A field that holds a text already, the cursor behind it. */
export function fieldWith(text: string, history: readonly string[] = []): FieldState {
  return {...emptyField(history), text, cursor: text.length}
}
