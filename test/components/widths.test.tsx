import stringWidth from 'string-width'
import {describe, expect, test} from 'vitest'
import {createTheme} from '../../src/components/theme.ts'
import {openScreen} from '../helpers/screen.ts'
import {gallery, nastyTexts, Themed} from './gallery.tsx'

const SIZES = [
  [60, 16],
  [80, 24],
  [100, 30],
  [120, 36],
  [200, 60],
] as const

/** What turns or hides the characters around it. */
const HIDDEN = /[\u202e\u2066\u200b]/

describe.each(SIZES)('on a terminal of %i columns and %i rows', (columns, rows) => {
  test('no component draws beyond its width, whatever the data', async () => {
    const screen = openScreen(null, {columns, rows})
    for (const [at, text] of nastyTexts.entries()) {
      for (const [index, {name, element}] of gallery(text, columns, rows).entries()) {
        // Everything at the outermost sizes, a third of it in between.
        if (columns > 60 && columns < 200 && (at + index) % 3 !== 0) continue
        screen.rerender(<Themed key={`${name} ${text.slice(0, 9)}`}>{element}</Themed>)
        const shown = await screen.settled()
        const lines = shown.split('\n')
        const buffer = screen.terminal.buffer.active
        const wrong =
          lines.length !== rows ||
          HIDDEN.test(shown) ||
          lines.some((line, row) => buffer.getLine(row)?.isWrapped || stringWidth(line) > columns)
        if (wrong) expect.fail(`${name} with ${JSON.stringify(text.slice(0, 20))}\n${shown}`)
      }
    }
    await screen.close()
  })
})

test('no escape sequence of the data reaches the terminal', async () => {
  const screen = openScreen(null, {columns: 80, rows: 24})
  for (const {name, element} of gallery('\x1b[2J\x1b]0;owned\x07\x9b5n', 80, 24)) {
    const before = screen.output().length
    screen.rerender(<Themed key={name}>{element}</Themed>)
    await screen.settled()
    const written = screen.output().slice(before)
    expect(written, name).not.toContain('\x1b]0;owned')
    expect(written, name).not.toContain('\x9b')
    expect(written, name).not.toContain('\x1b[2J')
  }
  await screen.close()
})

test('the characters are the same without colour', async () => {
  const texts: string[] = []
  for (const color of [true, false]) {
    const theme = createTheme({color, ascii: false})
    const screen = openScreen(null, {columns: 100, rows: 30})
    let all = ''
    for (const {name, element} of gallery('vid_000121', 100, 30)) {
      screen.rerender(
        <Themed key={name} theme={theme}>
          {element}
        </Themed>,
      )
      all += await screen.settled()
    }
    texts.push(all)
    // Foreground colours are 30 to 37; none may be left.
    if (!color) expect(screen.output()).not.toMatch(/\x1b\[(?:\d+;)*3[0-7]m/)
    await screen.close()
  }
  expect(texts[0]).toBe(texts[1])
})

test('the ASCII theme draws ASCII only', async () => {
  const theme = createTheme({color: true, ascii: true})
  const screen = openScreen(null, {columns: 100, rows: 30})
  for (const text of ['vid_000121 · a → b', '漢字', '👍🏽']) {
    for (const {name, element} of gallery(text, 100, 30)) {
      screen.rerender(
        <Themed key={name + text} theme={theme}>
          {element}
        </Themed>,
      )
      expect(await screen.settled(), name).toMatch(/^[\n\x20-\x7e]*$/)
    }
  }
  await screen.close()
})
