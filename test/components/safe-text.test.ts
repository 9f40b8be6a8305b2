import stringWidth from 'string-width'
import {describe, expect, test} from 'vitest'
import {cutStartToWidth, cutToWidth, padToWidth} from '../../src/components/display-width.ts'
import {asciiText, safeText} from '../../src/components/safe-text.ts'
import {wrapText} from '../../src/components/wrap.ts'
import {nastyTexts} from './gallery.tsx'

describe('data never drives the terminal', () => {
  test.each([
    ['\x1b[2J', '\\x1b[2J'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u0085\u009b\x7f', '\\x85\\x9b\\x7f'],
    ['\u202eabc\u2069', '\\u202eabc\\u2069'],
    ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
    ['\ud800 and \udc00', '\\ud800 and \\udc00'],
    ['\u{e0041}', '\\u{e0041}'],
    ['漢字 stays', '漢字 stays'],
    ['é and e\u0301', 'é and é'],
  ])('%j', (text, shown) => {
    expect(safeText(text)).toBe(shown)
  })

  test('what terminals disagree about is spelled in the way they agree on', () => {
    expect(safeText('👩‍👩‍👧 👍🏽 ❤️ 🇩🇪 1️⃣')).toBe('👩 👍 ❤ DE 1')
    expect(safeText(`a${'\u0301'.repeat(500)}`)).toBe('á\u0301\u0301\u0301')
    expect(safeText('\u0301x')).toBe('\u25cc\u0301x')
    expect(safeText('กำ')).toBe('กํา')
  })

  test('a safe text is as wide as its characters one by one', () => {
    for (const text of nastyTexts) {
      const shown = safeText(text)
      const single = [...shown].reduce((sum, character) => sum + stringWidth(character), 0)
      expect(stringWidth(shown)).toBe(single)
    }
  })

  test('a text that is safe already stays as it is', () => {
    for (const text of nastyTexts) expect(safeText(safeText(text))).toBe(safeText(text))
  })
})

test('ASCII spells our own signs and escapes the rest', () => {
  expect(asciiText('dev › prod · a → b … ▲')).toBe('dev > prod - a -> b .. ^')
  expect(asciiText('漢')).toBe('\\u6f22')
})

describe('columns, not characters, are counted', () => {
  test('cutting', () => {
    expect(cutToWidth('vid_000121', 10)).toBe('vid_000121')
    expect(cutToWidth('vid_000121', 9)).toBe('vid_0001…')
    expect(cutToWidth('漢字漢字', 5)).toBe('漢字…')
    expect(cutToWidth('漢字漢字', 4)).toBe('漢…')
    expect(cutToWidth('漢字', 1)).toBe('…')
    expect(cutToWidth('漢字', 0)).toBe('')
    expect(cutToWidth('video', 4, '..')).toBe('vi..')
    expect(cutStartToWidth('example/video', 7)).toBe('…/video')
  })

  test('filling', () => {
    expect(padToWidth('漢', 4)).toBe('漢  ')
    expect(padToWidth('3,414', 8, 'right')).toBe('   3,414')
    expect(padToWidth('漢字', 3)).toBe('漢…')
  })

  test('wrapping breaks between words, and within one only when it must', () => {
    expect(wrapText('the older row becomes the latest', 12)).toEqual([
      'the older',
      'row becomes',
      'the latest',
    ])
    expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(wrapText('  indented text goes on', 14, '  ')).toEqual(['  indented', '  text goes on'])
    expect(wrapText('漢字漢字', 5)).toEqual(['漢字', '漢字'])
    expect(wrapText('', 10)).toEqual([''])
  })
})
