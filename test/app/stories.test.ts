import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {type AppScreen, openAppScreen} from '../helpers/app-screen.ts'
import {copyOfProject, temporaryFolder} from '../helpers/fixture-project.ts'

const DEMO = fileURLToPath(new URL('../../assets/demo/project', import.meta.url))
const SIZES = [
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
]

describe.each(SIZES)('at $columns x $rows', size => {
  test('a person walks from the graph to rows and the increment, and back', async () => {
    const screen = await openDemo(size)
    await screen.until('10 features counted')
    expect(screen.text()).toMatch(/[0-9a-f]{8}/)
    screen.press('gd')
    await screen.until('dev › clip/trim')
    screen.press('\r')
    await screen.until(/row 1 of \d+/)
    screen.press('jjj')
    await screen.until(/row 4 of \d+/)
    screen.press('i')
    screen.press('4')
    await screen.until(/\[~ stale \d+\]/)
    await screen.until(/ 1 of \d+ /)
    screen.press(']')
    await screen.until(/\[\+ new \d+\]/)
    screen.press('\x7f')
    await screen.until(/row 4 of \d+/)
    screen.press('\x7f')
    await screen.until('[1 Gr')
    await quit(screen)
  })

  test('a soft delete is staged, previewed, committed and undone', async () => {
    const screen = await openDemo(size)
    await screen.until('10 features counted')
    screen.press(':rows clip/trim where seconds < 10\r')
    const filtered = await screen.until(/row 1 of \d+/)
    const [, id = ''] = /> +([A-Z]\d+_C\d+)/.exec(filtered) ?? []
    screen.press('  d')
    await screen.until('1 staged')
    screen.press('5')
    await screen.until(/visible samples +\d+ +\d+ +-2/)
    expect(screen.text()).toContain('not committed')
    screen.press('c')
    await screen.until('[ Cancel ]')
    screen.press('\r')
    await screen.until(text => !text.includes('[ Cancel ]'))
    screen.press('c')
    await screen.until('[ Cancel ]')
    screen.press('y')
    await screen.until('2 rows appended')
    expect(screen.text()).toContain('nothing staged · dev')
    screen.press('2')
    await screen.until(text => !text.includes(`${id} `) && text.includes('row 1 of'))
    screen.press('u5')
    await screen.until(/visible samples +\d+ +\d+ +\+2/)
    screen.press('c')
    await screen.until('[ Cancel ]')
    screen.press('y')
    await screen.until('committed operation')
    screen.press('2')
    await screen.until(text => text.includes(`${id} `))
    await quit(screen)
  })

  test('of the rows behind a number all columns are found sideways, beside the ids', async () => {
    const screen = await openDemo(size)
    await screen.until('10 features counted')
    screen.press(':delete clip/source\r')
    await screen.until('1 staged')
    screen.press('5')
    await screen.until(/Rows 224/)
    screen.press(']')
    await screen.until(/clip_id +scene +take +camera/)
    screen.press('lll')
    await screen.until(/clip_id +< +shot_on/)
    expect(screen.text()).toMatch(/A001_C001 +2026-/)
    // There is an end.
    screen.press('l'.repeat(40))
    const last = await screen.until(text => !text.includes('shot_on'))
    expect(last).toMatch(/clip_id +< +\w+ *│/)
    screen.press('h'.repeat(50))
    await screen.until(/clip_id +scene/)
    await quit(screen)
  })

  test('a filter that is wrong is shown where it is wrong', async () => {
    const screen = await openDemo(size)
    await screen.until('10 features counted')
    screen.press('2')
    const all = rowsOn(await screen.until(/row 1 of \d+/))
    screen.press('/seconds << 3')
    const typing = await screen.until('^')
    const lines = typing.split('\n')
    const typed = lines.findIndex(line => line.includes('/seconds << 3'))
    expect(lines[typed + 1]?.indexOf('^')).toBe(lines[typed]?.lastIndexOf('<'))
    screen.press('\x1b')
    await screen.until(text => !text.includes('<< 3'))
    screen.press('/nothing = 3\r')
    await screen.until('/nothing = 3')
    await screen.until('^')
    screen.press('\x15seconds < 10\r')
    await screen.until(text => rowsOn(text) < all)
    screen.press('\x1b')
    await screen.until(text => rowsOn(text) === all)
    await quit(screen)
  })
})

test('a version compared with itself is the same, and a push without the feature opens nothing', async () => {
  const screen = await openDemo({columns: 120, rows: 36})
  await screen.until('10 features counted')
  screen.press('gd3')
  await screen.until('[versions 2]')
  await screen.until('The same version on both sides.')
  expect(screen.text()).not.toContain('OTHER FEATURES')
  screen.press('j')
  await screen.until('clip/card  inherited')
  expect(screen.text()).not.toContain('wardrobe/outfit')
  screen.press(']')
  await screen.until('the card says whose sound it is')
  screen.press('jjj')
  await screen.until('This push of project wardrobe')
  screen.press('\r')
  await screen.until('open: off, that push does not have the feature')
  screen.press(' ')
  await screen.until('compare: off, that push does not have the feature')
  await quit(screen)
})

test('versions of a rebase may be begun, and one that is none is refused where it was typed', async () => {
  const screen = await openDemo({columns: 120, rows: 36})
  await screen.until('10 features counted')
  screen.press(':rebase clip/trim from zz\r')
  await screen.until('clip/trim has no version zz: de0d92d8, 63e03dd9.')
  screen.press('\x7f\x7f63\r')
  await screen.until('63e03dd9 → current')
  await quit(screen)
})

test('a pane that has more lines than room says so', async () => {
  const screen = await openDemo({columns: 80, rows: 24})
  await screen.until('10 features counted')
  await screen.until('more below: Tab, j')
  screen.press('\t')
  await screen.until(/more below: j/)
  screen.press('G')
  await screen.until(/more above: k/)
  screen.press('\t')
  await screen.until('more above: Tab, k')
  await quit(screen)
})

test('the palette finds an action, says why another is off, and runs the first', async () => {
  const screen = await openDemo({columns: 120, rows: 36})
  await screen.until('10 features counted')
  screen.press('2')
  const live = rowsOn(await screen.until(/row 1 of \d+/))
  screen.press('?soft')
  await screen.until('off: the row is not deleted')
  screen.press('\x15bringing')
  await screen.until('Stage bringing soft-deleted rows back: off, the row is not deleted.')
  screen.press('\x15deleted rows: hide\r')
  await screen.until('soft-deleted shown')
  await screen.until(text => rowsOn(text) > live)
  await quit(screen)
})

test('the finder goes to a field, and to a sample of the open feature', async () => {
  const screen = await openDemo({columns: 120, rows: 36})
  await screen.until('10 features counted')
  screen.press('\x10card.cap')
  await screen.until('clip/card.caption')
  screen.press('\r')
  await screen.until('clip/card . caption')
  screen.press('2')
  await screen.until('row 1 of')
  screen.press('\x10B003_C011')
  await screen.until('# ')
  screen.press('\r')
  await screen.until(/> +B003_C011/)
  await quit(screen)
})

test('a prefix key lists what may follow, and the next key still counts', async () => {
  const screen = await openDemo({columns: 80, rows: 24})
  await screen.until('10 features counted')
  screen.press('g')
  await screen.until('┌─ g …')
  screen.press('d')
  await screen.until('dev › clip/trim')
  expect(screen.text()).not.toContain('g …')
  await quit(screen)
})

test('columns are chosen, ordered and expanded', async () => {
  const screen = await openDemo({columns: 120, rows: 36})
  await screen.until('10 features counted')
  screen.press('2')
  await screen.until(/row 1 of \d+/)
  screen.press('C')
  await screen.until('space shows or hides')
  screen.press('\x1b[B \x1b[BKK')
  screen.press('\x1b')
  await screen.until(text => !text.includes('space shows'))
  expect(screen.text()).toMatch(/clip_id +take/)
  expect(screen.text()).not.toMatch(/take +scene/)
  screen.press('.')
  await screen.until('10 system columns shown')
  await quit(screen)
})

test('pasted text is no key press', async () => {
  const screen = await openDemo({columns: 80, rows: 24})
  await screen.until('10 features counted')
  screen.press('2')
  const all = rowsOn(await screen.until(/row 1 of \d+/))
  screen.press('\x1b[200~ddcyq\x1b[201~')
  await screen.until('Pasted text was ignored')
  expect(screen.text()).not.toContain('staged')
  screen.press('/')
  screen.press('\x1b[200~seconds\n< 10\x1b[201~')
  await screen.until('/seconds < 10')
  screen.press('\r')
  await screen.until(text => rowsOn(text) < all)
  await quit(screen)
})

test('the confirmation of a commit has to be a key of its own', async () => {
  const screen = await openDemo({columns: 80, rows: 24})
  await screen.until('10 features counted')
  screen.press('2')
  await screen.until(/row 1 of \d+/)
  screen.press('d5')
  await screen.until(/visible samples +\d+ +\d+ +-1/)
  screen.press('cyyy')
  await screen.until('[ Cancel ]')
  await screen.until('press it once more')
  expect(screen.text()).toContain('1 staged')
  await quit(screen)
})

describe('what cannot be', () => {
  test('a missing database is said, and everything else goes on', async () => {
    const directory = await copyOfProject(DEMO)
    const {rm} = await import('node:fs/promises')
    await rm(`${directory}/dailies.duckdb`)
    const screen = openAppScreen(directory, {columns: 80, rows: 24})
    await screen.until(/! .*dailies\.duckdb/)
    await quit(screen)
  })

  test('a configuration that cannot be read ends with its error, the terminal as before', async () => {
    const directory = await temporaryFolder()
    const {writeFile} = await import('node:fs/promises')
    await writeFile(`${directory}/metaxy.toml`, 'stores = [')
    const screen = openAppScreen(directory, {columns: 80, rows: 24})
    await expect(screen.exited).rejects.toThrow('metaxy.toml')
    expect(screen.isRaw()).toBe(false)
    expect(screen.terminal.buffer.active.type).toBe('normal')
  })
})

describe('the terminal is given back', () => {
  test.each([
    ['q', (screen: AppScreen) => screen.press('q'), 0],
    ['Ctrl+C', (screen: AppScreen) => screen.press('\x03'), 0],
    ['SIGTERM', (screen: AppScreen) => screen.emit('SIGTERM'), 143],
    ['SIGHUP', (screen: AppScreen) => screen.emit('SIGHUP'), 129],
    ['an error', (screen: AppScreen) => screen.emit('uncaughtException', new Error('a bug')), 1],
  ])('after %s', async (_, end, exitCode) => {
    const screen = await openDemo({columns: 80, rows: 24})
    await screen.until('10 features counted')
    expect(screen.isRaw()).toBe(true)
    expect(screen.terminal.buffer.active.type).toBe('alternate')
    end(screen)
    expect(await screen.exited).toBe(exitCode)
    expect(screen.isRaw()).toBe(false)
    // A Ctrl+C that is a signal throws away what is written and not yet read.
    expect(screen.outputAfterRaw()).toBe('')
    expect(screen.terminal.modes.bracketedPasteMode).toBe(false)
    expect(screen.terminal.buffer.active.type).toBe('normal')
    expect(screen.crashes.map(String)).toEqual(exitCode === 1 ? ['Error: a bug'] : [])
  })

  test('keys that come while the project opens are kept', async () => {
    const screen = await openDemo({columns: 80, rows: 24})
    screen.press('5')
    await screen.until('nothing staged')
    await quit(screen)
  })
})

async function openDemo(size: {columns: number; rows: number}): Promise<AppScreen> {
  const [directory, journalDirectory] = await Promise.all([copyOfProject(DEMO), temporaryFolder()])
  return openAppScreen(directory, {...size, journalDirectory})
}

/** How many rows the list on the screen has. */
function rowsOn(text: string): number {
  const [, count = 'NaN'] = /row [\d,]+ of ([\d,]+)/.exec(text) ?? []
  return Number(count.replaceAll(',', ''))
}

async function quit(screen: AppScreen): Promise<void> {
  screen.press('\x03\x03')
  expect(await screen.exited).toBe(0)
}
