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
  | {readonly kind: 'left'}
  | {readonly kind: 'right'}
  | {readonly kind: 'word-left'}
  | {readonly kind: 'word-right'}
  | {readonly kind: 'home'}
  | {readonly kind: 'end'}
  | {readonly kind: 'history-older'}
  | {readonly kind: 'history-newer'}
  /** Replaces everything, cursor at the end: completion, re-opening. */
  | {readonly kind: 'set'; readonly text: string}
  /** Enter: the text goes into the history, the field is emptied. */
  | {readonly kind: 'accept'}

/** A field with a text in it, cursor at the end. */
export function textFieldState(text = '', history: readonly string[] = []): TextFieldState {
  return {text, cursor: text.length, history, historyPosition: history.length, draft: ''}
}

/** The field after one action; an action that changes nothing gives the same object back. */
export function textFieldReducer(state: TextFieldState, action: TextFieldAction): TextFieldState {
  const {text, cursor} = state
  switch (action.kind) {
    case 'insert':
      return replace(state, cursor, cursor, printable(action.text))
    case 'delete-before':
      return replace(state, graphemeBefore(text, cursor), cursor)
    case 'delete-after':
      return replace(state, cursor, graphemeAfter(text, cursor))
    case 'delete-word-before':
      return replace(state, wordBefore(text, cursor), cursor)
    case 'delete-to-start':
      return replace(state, 0, cursor)
    case 'delete-to-end':
      return replace(state, cursor, text.length)
    case 'left':
      return moveTo(state, graphemeBefore(text, cursor))
    case 'right':
      return moveTo(state, graphemeAfter(text, cursor))
    case 'word-left':
      return moveTo(state, wordBefore(text, cursor))
    case 'word-right':
      return moveTo(state, wordAfter(text, cursor))
    case 'home':
      return moveTo(state, 0)
    case 'end':
      return moveTo(state, text.length)
    case 'history-older':
      return openHistory(state, state.historyPosition - 1)
    case 'history-newer':
      return openHistory(state, state.historyPosition + 1)
    case 'set':
      return {...state, text: action.text, cursor: action.text.length}
    case 'accept':
      return textFieldState('', remembered(state))
  }
}

function replace(state: TextFieldState, from: number, to: number, inserted = ''): TextFieldState {
  if (from === to && inserted === '') return state
  const text = state.text.slice(0, from) + inserted + state.text.slice(to)
  return {...state, text, cursor: from + inserted.length}
}

function moveTo(state: TextFieldState, cursor: number): TextFieldState {
  return cursor === state.cursor ? state : {...state, cursor}
}

function openHistory(state: TextFieldState, position: number): TextFieldState {
  if (position < 0 || position > state.history.length) return state
  const draft = state.historyPosition === state.history.length ? state.text : state.draft
  const text = state.history[position] ?? draft
  return {...state, draft, text, cursor: text.length, historyPosition: position}
}

function remembered({text, history}: TextFieldState): readonly string[] {
  if (text.trim() === '') return history
  return [...history.filter(older => older !== text), text].slice(-MOST_REMEMBERED)
}

function printable(text: string): string {
  return text.replace(/\r\n|[\r\n\t\u2028\u2029]/g, ' ').replace(/[\p{Cc}\p{Cs}]/gu, '')
}

function graphemeBefore(text: string, position: number): number {
  const parts = [...segmenter.segment(text.slice(0, position))]
  return parts.at(-1)?.index ?? 0
}

function graphemeAfter(text: string, position: number): number {
  const [first] = segmenter.segment(text.slice(position))
  return position + (first?.segment.length ?? 0)
}

function wordBefore(text: string, position: number): number {
  return /(?:[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]+|)\s*$/u.exec(text.slice(0, position))?.index ?? 0
}

function wordAfter(text: string, position: number): number {
  const match = /^\s*(?:[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]+|)/u.exec(text.slice(position))
  return position + (match?.[0].length ?? 0)
}

const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'})
const MOST_REMEMBERED = 100
