import type {TextFieldAction} from '../components/TextField/text-field-state.ts'

/**
 * What a key does in a line of text: keys that type go in, and those that every line editor knows.
 * Undefined for keys that the field leaves to the popup around it.
 */
export function fieldAction(key: string, text: string | null): TextFieldAction | undefined {
  return text === null ? EDITING.get(key) : {kind: 'insert', text}
}

const EDITING: ReadonlyMap<string, TextFieldAction> = new Map([
  ['backspace', {kind: 'delete-before'}],
  ['delete', {kind: 'delete-after'}],
  ['left', {kind: 'left'}],
  ['right', {kind: 'right'}],
  ['ctrl+left', {kind: 'word-left'}],
  ['ctrl+right', {kind: 'word-right'}],
  ['home', {kind: 'home'}],
  ['ctrl+a', {kind: 'home'}],
  ['end', {kind: 'end'}],
  ['ctrl+e', {kind: 'end'}],
  ['ctrl+w', {kind: 'delete-word-before'}],
  ['ctrl+u', {kind: 'delete-to-start'}],
  ['ctrl+k', {kind: 'delete-to-end'}],
  ['up', {kind: 'history-older'}],
  ['down', {kind: 'history-newer'}],
])
