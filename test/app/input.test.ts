import {describe, expect, test} from 'vitest'
import {createInputReader, type InputEvent} from '../../src/app/input.ts'

describe('bytes of a terminal become single keys', () => {
  test.each([
    ['a burst is all of its keys', 'jjj', ['j', 'j', 'j']],
    ['different keys in one burst', 'dj5', ['d', 'j', '5']],
    ['text with Enter and Tab inside', 'a\rb\tc', ['a', 'enter', 'b', 'tab', 'c']],
    ['control keys among others', 'j\x04\x15k', ['j', 'ctrl+d', 'ctrl+u', 'k']],
    ['both bytes for Backspace', '\x7f\x08', ['backspace', 'backspace']],
    ['arrows of either mode', '\x1b[A\x1bOB\x1b[1;5C', ['up', 'down', 'ctrl+right']],
    ['keys around a sequence', 'j\x1b[6~k', ['j', 'pagedown', 'k']],
    ['one grapheme is one key', 'e\u0301👩‍👩‍👧', ['e\u0301', '👩‍👩‍👧']],
    ['a space has a name', ' ', ['space']],
  ])('%s', (_, bytes, keys) => {
    expect(keysOf(read(bytes))).toEqual(keys)
  })

  test.each([
    ['a function key', '\x1bOP\x1b[15~'],
    ['Alt with a letter', '\x1bd'],
    ['a mouse report', '\x1b[<0;12;7M'],
    ['the terminal saying that it has the focus', '\x1b[I\x1b[O'],
    ['a cursor position', '\x1b[12;40R'],
    ['a reply of the clipboard', '\x1b]52;c;ZGRk\x07\x1b]52;c;ZGRk\x1b\\'],
    ['a description of the terminal', '\x1bP>|xterm(390)\x1b\\'],
    ['an arrow with Alt', '\x1b[1;3A\x1b\x1b[A\x1b\x1bOA'],
    ['characters of another age', '\x00\x1c\u0090'],
  ])('%s is no key', (_, bytes) => {
    expect(read(bytes)).toEqual([])
  })

  test('a sequence may come in pieces', () => {
    expect(keysOf(read('\x1b', '[', 'B'))).toEqual(['down'])
  })

  test('half a sequence is never typed text', async () => {
    const events: InputEvent[] = []
    const reader = createInputReader(read => events.push(...read))
    reader.feed('\x1b[')
    reader.feed('')
    await new Promise(resolve => setTimeout(resolve, 40))
    reader.feed('j')
    expect(keysOf(events)).toEqual(['j'])
  })

  test('Esc is a key when nothing follows', async () => {
    const events: InputEvent[] = []
    const reader = createInputReader(read => events.push(...read))
    reader.feed('\x1b')
    await expect.poll(() => keysOf(events)).toEqual(['esc'])
    reader.feed('\x1b\x1b')
    await expect.poll(() => keysOf(events)).toEqual(['esc', 'esc', 'esc'])
  })
})

describe('pastes', () => {
  test('a bracketed paste is one event, whatever it holds', () => {
    expect(read('j\x1b[200~cy\rq\x1b[31m\x1b[201~k')).toEqual([
      {kind: 'key', key: 'j', text: 'j', alone: false},
      {kind: 'paste', text: 'cy\rq\x1b[31m'},
      {kind: 'key', key: 'k', text: 'k', alone: false},
    ])
  })

  test('a paste may come in pieces, however slowly', async () => {
    const events: InputEvent[] = []
    const reader = createInputReader(read => events.push(...read))
    reader.feed('\x1b[200~del')
    await new Promise(resolve => setTimeout(resolve, 40))
    reader.feed('ete\x1b[20')
    reader.feed('1~')
    expect(events).toEqual([{kind: 'paste', text: 'delete'}])
  })
})

test('a key knows whether it came alone', () => {
  expect(read('y')).toEqual([{kind: 'key', key: 'y', text: 'y', alone: true}])
  expect(read('cy').map(event => event.kind === 'key' && event.alone)).toEqual([false, false])
})

function read(...chunks: readonly string[]): readonly InputEvent[] {
  const events: InputEvent[] = []
  const reader = createInputReader(read => events.push(...read))
  for (const chunk of chunks) reader.feed(chunk)
  reader.close()
  return events
}

function keysOf(events: readonly InputEvent[]): readonly string[] {
  return events.map(event => (event.kind === 'key' ? event.key : event.text))
}
