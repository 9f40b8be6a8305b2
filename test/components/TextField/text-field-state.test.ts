import {describe, expect, test} from 'vitest'
import {
  type TextFieldAction,
  textFieldReducer,
  textFieldState,
} from '../../../src/components/TextField/text-field-state.ts'

/** The text with a `|` where the cursor is. */
function after(start: string, ...actions: readonly TextFieldAction[]): string {
  const {text, cursor} = actions.reduce(textFieldReducer, textFieldState(start))
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`
}

const do_ = (...kinds: readonly Exclude<TextFieldAction['kind'], 'insert' | 'set'>[]) =>
  kinds.map(kind => ({kind}) as TextFieldAction)

describe('typing', () => {
  test('letters go in at the cursor', () => {
    expect(after('ab', ...do_('left'), {kind: 'insert', text: 'X'})).toBe('aX|b')
  })

  test('a paste becomes one line without control characters', () => {
    expect(after('', {kind: 'insert', text: 'a = 1\r\nAND\tb\x1b[31m\x00\ud800'})).toBe(
      'a = 1 AND b[31m|',
    )
  })

  test('one key takes away one character as people see it', () => {
    expect(after('a👩‍👩‍👧', ...do_('delete-before'))).toBe('a|')
    expect(after('e\u0301x', ...do_('home', 'delete-after'))).toBe('|x')
    expect(after('', ...do_('delete-before', 'delete-after'))).toBe('|')
  })
})

describe('moving', () => {
  test('by words', () => {
    expect(after("status = 'failed'", ...do_('word-left', 'word-left'))).toBe("status = '|failed'")
    expect(after('a_1 >= b', ...do_('home', 'word-right'))).toBe('a_1| >= b')
    expect(after('a_1 >= b', ...do_('home', 'word-right', 'word-right'))).toBe('a_1 >=| b')
    expect(after('  ', ...do_('word-left'))).toBe('|  ')
  })

  test('to the ends and no further', () => {
    expect(after('ab', ...do_('home', 'left'))).toBe('|ab')
    expect(after('ab', ...do_('end', 'right'))).toBe('ab|')
  })
})

test('deleting by words and to the ends', () => {
  expect(after('n_words > 10', ...do_('delete-word-before'))).toBe('n_words > |')
  expect(after('n_words > 10', ...do_('left', 'left', 'delete-to-start'))).toBe('|10')
  expect(after('n_words > 10', ...do_('home', 'word-right', 'delete-to-end'))).toBe('n_words|')
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
