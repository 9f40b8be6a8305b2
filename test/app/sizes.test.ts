import {fileURLToPath} from 'node:url'
import stringWidth from 'string-width'
import {expect, test} from 'vitest'
import {type AppScreen, openAppScreen} from '../helpers/app-screen.ts'
import {copyOfProject, temporaryFolder} from '../helpers/fixture-project.ts'

const DEMO = fileURLToPath(new URL('../../assets/demo/project', import.meta.url))

/** Keys that lead to every screen and dialog, and what each shows. */
const TOUR: readonly (readonly [keys: string, shows: string | RegExp])[] = [
  ['gd', 'clip/trim'],
  ['t', 'graph ('],
  ['?', 'Esc close'],
  ['\x1b', /^(?!.*Esc close)/s],
  ['2', /row 1 of \d+/],
  [' v', '1 marked'],
  ['jjd', '1 staged'],
  ['\t', ''],
  ['\t', 'row '],
  ['\r', /VARCHAR/],
  ['\x1b', /^(?!.*VARCHAR)/s],
  ['C', 'J K move'],
  ['\x1b', /^(?!.*J K move)/s],
  ['H', 'history of'],
  ['\x7f', /row \d/],
  ['/oops (', '^'],
  ['\x1b', /^(?!.*oops)/s],
  ['3', '[versions '],
  [' ', ''],
  [']', /\[pushes \d+\]/],
  ['j', /push 2 of \d+/],
  ['\r', /row \d/],
  ['\x7f', 'pushes '],
  ['6', 'of the chain asked'],
  ['l', ''],
  ['\t', ''],
  ['\t', /feature \d+ of/],
  ['4', / 1 of \d+ /],
  ['s', 'by id'],
  [']]', '[- orphaned'],
  ['5', /visible samples +\d/],
  [']', /Rows \d+\]/],
  [']', 'INSERT'],
  [']', '[Warnings'],
  ['\t', 'Warnings'],
  ['c', '[ Cancel ]'],
  ['\r', /^(?!.*\[ Cancel \])/s],
  [':delete clip/trim where seconds < 9 --hard\r', 'NOT reversible'],
  ['c', 'to commit:'],
  ['1', '> 1'],
  ['\x1b', /^(?!.*to commit:)/s],
  ['k', ''],
  ['q', 'would be lost'],
  ['\r', /^(?!.*would be lost)/s],
]

test.each([
  {columns: 60, rows: 16},
  {columns: 80, rows: 24},
  {columns: 200, rows: 60},
  {columns: 80, rows: 24, ascii: true},
  {columns: 120, rows: 36, color: false},
])('every screen fits $columns x $rows', async options => {
  const [directory, journalDirectory] = await Promise.all([copyOfProject(DEMO), temporaryFolder()])
  const screen = openAppScreen(directory, {...options, journalDirectory})
  await screen.until('10 features counted')
  for (const [keys, shows] of TOUR) {
    screen.press(keys)
    await screen.until(shows)
    expectToFit(screen)
    if (options.ascii) expect(screen.text()).toMatch(/^[\x20-\x7e\n]*$/)
    if (options.color === false) expect(colours(screen)).toEqual([])
  }
  screen.press('\x03\x03')
  expect(await screen.exited).toBe(0)
})

test('below 60 x 16 there is a sentence, and the screen comes back with the room', async () => {
  const [directory, journalDirectory] = await Promise.all([copyOfProject(DEMO), temporaryFolder()])
  const screen = openAppScreen(directory, {columns: 80, rows: 24, journalDirectory})
  await screen.until('10 features counted')
  screen.resize(58, 14)
  await screen.until('terminal is 58x14, mxx needs 60x16')
  screen.resize(1, 1)
  screen.resize(80, 24)
  await screen.until('10 features counted')
  screen.press('q')
  expect(await screen.exited).toBe(0)
})

/** No line wraps, none is wider than the terminal, and the last row stays free. */
function expectToFit({terminal, text}: AppScreen): void {
  const lines = text().split('\n')
  expect(lines.filter(line => stringWidth(line) > terminal.cols)).toEqual([])
  expect(lines.at(-1)).toBe('')
  const {active} = terminal.buffer
  const rows = Array.from({length: terminal.rows}, (_, row) => active.getLine(row)?.isWrapped)
  expect(rows).not.toContain(true)
}

function colours({terminal, cell}: AppScreen): readonly string[] {
  const found: string[] = []
  for (let row = 0; row < terminal.rows; row += 1) {
    for (let column = 0; column < terminal.cols; column += 1) {
      if (!cell(column, row).isFgDefault()) found.push(`${column},${row}`)
    }
  }
  return found
}
