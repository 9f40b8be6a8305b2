import {describe, expect, test} from 'vitest'
import {
  type TextFieldAction,
  textFieldReducer,
  textFieldState,
} from '../../../src/components/TextField/text-field-state.ts'

/** The text with a `|` where the cursor is. */
function edited(start: string, ...actions: readonly TextFieldAction[]): string {
  const {text, cursor} = actions.reduce(textFieldReducer, textFieldState(start))
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`
}

const keys = (...kinds: readonly Exclude<TextFieldAction['kind'], 'insert' | 'set'>[]) =>
  kinds.map(kind => ({kind}) as TextFieldAction)

describe('typing', () => {
  test('letters go in at the cursor', () => {
    expect(edited('ab', ...keys('left'), {kind: 'insert', text: 'X'})).toBe('aX|b')
  })

  test('a paste becomes one line without control characters', () => {
    expect(edited('', {kind: 'insert', text: 'a = 1\r\nAND\tb\x1b[31m\x00\ud800'})).toBe(
      'a = 1 AND b[31m|',
    )
  })

  test('one key takes away one character as people see it', () => {
    expect(edited('a👩‍👩‍👧', ...keys('delete-before'))).toBe('a|')
    expect(edited('e\u0301x', ...keys('home', 'delete-after'))).toBe('|x')
    expect(edited('', ...keys('delete-before', 'delete-after'))).toBe('|')
  })
})

describe('moving', () => {
  test('by words', () => {
    expect(edited("status = 'failed'", ...keys('word-left', 'word-left'))).toBe(
      "status = '|failed'",
    )
    expect(edited('a_1 >= b', ...keys('home', 'word-right'))).toBe('a_1| >= b')
    expect(edited('a_1 >= b', ...keys('home', 'word-right', 'word-right'))).toBe('a_1 >=| b')
    expect(edited('  ', ...keys('word-left'))).toBe('|  ')
  })

  test('to the ends and no further', () => {
    expect(edited('ab', ...keys('home', 'left'))).toBe('|ab')
    expect(edited('ab', ...keys('end', 'right'))).toBe('ab|')
  })
})

test('deleting by words and to the ends', () => {
  expect(edited('n_words > 10', ...keys('delete-word-before'))).toBe('n_words > |')
  expect(edited('n_words > 10', ...keys('left', 'left', 'delete-to-start'))).toBe('|10')
  expect(edited('n_words > 10', ...keys('home', 'word-right', 'delete-to-end'))).toBe('n_words|')
})

test('the history goes back and forth and gives the draft back', () => {
  const entered = ['a = 1', 'b = 2'].reduce(
    (state, text) =>
      textFieldReducer(textFieldReducer(state, {kind: 'insert', text}), {kind: 'accept'}),
    textFieldState(),
  )
  expect(entered.text).toBe('')
  const draft = textFieldReducer(entered, {kind: 'insert', text: 'c'})
  const older = textFieldReducer(draft, {kind: 'history-older'})
  expect(older.text).toBe('b = 2')
  const oldest = textFieldReducer(textFieldReducer(older, {kind: 'history-older'}), {
    kind: 'history-older',
  })
  expect(oldest.text).toBe('a = 1')
  const back = textFieldReducer(textFieldReducer(oldest, {kind: 'history-newer'}), {
    kind: 'history-newer',
  })
  expect(back.text).toBe('c')
})

test('what changes nothing gives the same object back', () => {
  const state = textFieldState('ab')
  expect(textFieldReducer(state, {kind: 'right'})).toBe(state)
  expect(textFieldReducer(state, {kind: 'delete-after'})).toBe(state)
  expect(textFieldReducer(state, {kind: 'insert', text: '\x1b'})).toBe(state)
})
