import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {commit, figures, openStory, quit, SIZES} from './people.ts'

/** The chain of the golden case, and one whose first store is on Delta. */
const CHAINS = [
  {backend: 'duckdb', own: 'dev', prepare: async () => {}},
  {backend: 'delta', own: 'archive', prepare: deltaFirst},
] as const

describe.each(CHAINS)('with $own in front, on $backend', ({own, prepare}) => {
  test.each(SIZES)('a feature is copied from the fallback in $columns x $rows', async size => {
    const screen = await openStory('fallback', size, prepare)
    screen.press('6j')
    await screen.until(/3 stores of the chain asked|2 stores of the chain asked/)
    await screen.until(/> +s\/mid/)
    await screen.until('prod (a fallback) answers, alone.')
    screen.press('f')
    await screen.until('copy  s/mid')
    await screen.until(/rows appended +4/)
    expect(screen.text()).toContain('from prod, all rows')
    screen.press('F')
    await screen.until(text => !text.includes('with feature'))
    screen.press('F')
    await screen.until('with feature')
    await commit(screen)
    screen.press('6')
    await screen.until(new RegExp(`> +s/mid .* ${own} `))
    await screen.until(`${own} answers, alone.`)

    screen.press('u5')
    await screen.until('undo  s/mid')
    await screen.until(/stored rows +4 +0 +-4/)
    await commit(screen)
    await screen.until('4 rows taken away')
    screen.press('6')
    await screen.until('prod (a fallback) answers, alone.')
    await quit(screen)
  })

  test.each(SIZES)(
    'a soft delete that would hide the fallback is refused with the reason in $columns x $rows',
    async size => {
      const screen = await openStory('fallback', size, prepare)
      screen.press('gd')
      await screen.until(`${own} › s/mid`)
      screen.press('2')
      await screen.until('row 1 of 4')
      screen.press('d5')
      await screen.until('! refused: the tombstones would make a table of s/mid')
      expect(figures(screen, 'visible samples')).toEqual([4, 0, -4])
      screen.press('c')
      await screen.until('refused: it would hide every row that prod has')
      expect(screen.text()).not.toContain('[ Cancel ]')
      await quit(screen)
    },
  )
})

test('an empty table in front is told, with the rows that it hides', async () => {
  const screen = await openStory('fallback')
  screen.press('6')
  await screen.until('3 of 3 stores of the chain asked')
  expect(screen.text()).toMatch(/s\/leaf +empty table ! /)
  expect(screen.text()).toContain('dev (0 rows)')
  await screen.until('a chain has to agree')
  await quit(screen)
})

test('a store that cannot be opened is unknown with its reason, and the others answer', async () => {
  const screen = await openStory('fallback', {columns: 120, rows: 36}, async directory => {
    await writeFile(join(directory, 'prod.duckdb'), 'no database')
  })
  screen.press('6')
  await screen.until('cannot be opened')
  await screen.until('? prod')
  screen.press('jj')
  await screen.until('dev answers, alone.')
  await quit(screen)
})

test('Versions counts the rows of the chosen store, and says when another one answers', async () => {
  const screen = await openStory('fallback')
  screen.press(':goto s/mid versions\r')
  await screen.until('! rows are those of dev itself; prod')
  await quit(screen)
})

/** archive in front of prod. */
async function deltaFirst(directory: string): Promise<void> {
  const file = join(directory, 'metaxy.toml')
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text
      .replace('store = "dev"', 'store = "archive"')
      .replace('fallback_stores = ["archive"]\n\n[stores.archive]', '\n[stores.archive]')
      .replace('root_path = "archive"', 'root_path = "archive"\nfallback_stores = ["prod"]'),
  )
}
