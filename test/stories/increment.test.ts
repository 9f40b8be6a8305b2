import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openStory, quit} from './people.ts'

test('an increment is turned round, and its rows are written to a file', async () => {
  const screen = await openStory('staleness-duckdb')
  screen.press(':increment s/leaf\r')
  await screen.until('+ new 4')
  screen.press(']')
  const inOrder = idsOn(await screen.until(text => idsOn(text).length === 4))
  screen.press('s')
  await screen.until('by id ▼')
  await screen.until(text => idsOn(text).join() === inOrder.toReversed().join())
  screen.press('s')
  await screen.until('by fields')
  screen.press('e')
  await screen.until('write rows to')
  screen.press('new.jsonl\r')
  await screen.until('4 rows written to')
  const written = await readFile(join(screen.directory, 'new.jsonl'), 'utf8')
  const rows = written.trim().split('\n')
  expect(rows.map(row => JSON.parse(row).id)).toEqual(inOrder)
  await quit(screen)
})

/** The ids in the list, from the top. */
function idsOn(text: string): readonly string[] {
  return [...text.matchAll(/^┃[> ] {3,4}(\w+) +[0-9a-f]{6} /gm)].map(([, id = '']) => id)
}
