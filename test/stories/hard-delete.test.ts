import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {BACKENDS, figures, openStory, quit, SIZES, type} from './people.ts'

describe.each(BACKENDS)('on %s', backend => {
  test.each(SIZES)(
    'a hard delete is committed by typing what will go, with a backup, in $columns x $rows',
    async size => {
      const screen = await openStory(`hard-${backend}`, size)
      screen.press('2')
      await screen.until('row 1 of 3')
      screen.press('D')
      await screen.until('1 staged')
      screen.press('5')
      await screen.until(/visible samples +\d/)
      expect(screen.text()).toContain('NOT reversible')
      expect(figures(screen, 'rows removed for good')).toEqual([-2])
      expect(figures(screen, 'visible samples')).toEqual([3, 2, -1])

      screen.press('c')
      await screen.until('Type   2 root   to commit')
      screen.press('y')
      await screen.until('> y')
      screen.press('\r')
      await screen.until('off, type 2 root first')
      screen.press('\x15')
      screen.press('\x1b[200~2 root\x1b[201~')
      await screen.until('the phrase has to be typed')
      await type(screen, '2 root')
      expect(await backups(screen.directory)).toEqual([])
      screen.press('\r')
      await screen.until('2 rows removed for good')
      await screen.until('The rows are kept in')
      expect(await backups(screen.directory)).toHaveLength(1)

      screen.press('2')
      await screen.until('row 1 of 2')
      while (!screen.text().includes('cannot be undone')) {
        screen.press('u')
        await screen.until(/cannot be undone|still being read/)
      }
      await quit(screen)
    },
  )

  test('older rows that come back are counted and shown', async () => {
    const screen = await openStory(`hard-${backend}`)
    screen.press(":delete s/root where grp = 'newer' --hard\r")
    await screen.until('older rows that come back')
    expect(figures(screen, 'older rows that come back')).toEqual([1])
    screen.press('\r')
    await screen.until('removed for good  1 row   list 1 of 2')
    screen.press('n')
    await screen.until('older rows that come back  1 row   list 2 of 2')
    screen.press('c')
    await screen.until('1 older row will show again')
    screen.press('\t')
    await screen.until('Backup first: [ ]')
    screen.press('\x1b')
    await screen.until(text => !text.includes('Backup first'))
    expect(screen.text()).toContain('not committed')
    await quit(screen)
  })
})

test('what is typed for rows of two features names both', async () => {
  const screen = await openStory('hard-duckdb')
  screen.press(":delete s/root where grp = 'newer' --hard\r")
  await screen.until('1 staged')
  screen.press(":delete s/mid where grp = 'newer' --hard\r")
  await screen.until('readers of s/mid (change 2)')
  screen.press('c')
  await screen.until(/Type {3}\d+ root mid {3}to commit/)
  screen.press('\x1b')
  await quit(screen)
})

test('a hard delete of everything is not staged here', async () => {
  const screen = await openStory('hard-duckdb')
  screen.press(':delete s/root --hard\r')
  await screen.until('needs a filter')
  await quit(screen)
})

async function backups(directory: string): Promise<readonly string[]> {
  return readdir(join(directory, 'mxx-backup')).catch(() => [])
}
