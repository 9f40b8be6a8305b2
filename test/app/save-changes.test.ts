import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {type AppScreen, openAppScreen} from '../helpers/app-screen.ts'
import {fixtureProject, temporaryFolder} from '../helpers/fixture-project.ts'
import {runMxx} from '../helpers/run-mxx.ts'

test('changes saved from the screens are previewed and applied on the command line', async () => {
  const {directory, screen} = await staged()
  const before = await readFile(join(directory, 'dev.duckdb'))
  screen.press('S\r')
  await screen.until('Into which file? Its name ends in .json.')
  screen.press('changes.json')
  await screen.until(':save changes.json')
  screen.press('\r')
  await screen.until('✓ saved · nothing committed · mxx apply ')
  expect(await readFile(join(directory, 'dev.duckdb'))).toEqual(before)
  expect(screen.text()).toContain('1 staged')

  const where = {cwd: directory, env: {XDG_STATE_HOME: await temporaryFolder()}}
  const ask = async (...args: readonly string[]) => {
    const {exit, stdout} = await runMxx([...args, '--format', 'json'], where)
    return {exit, ...JSON.parse(stdout)}
  }
  expect(await ask('preview', 'changes.json')).toMatchObject({
    exit: 0,
    features: [{feature: 's/root', rows: 1, visible_before: 4, visible_after: 3}],
  })
  expect(await ask('apply', 'changes.json')).toMatchObject({exit: 0, total_rows: 1})
  await quit(screen)
})

test('a file that is there already stays as it is, and a folder that is not is named', async () => {
  const {directory, screen} = await staged()
  await writeFile(join(directory, 'mine.json'), 'mine')
  screen.press(':save mine.json\r')
  await screen.until('mine.json is there already; choose another name.')
  expect(await readFile(join(directory, 'mine.json'), 'utf8')).toBe('mine')
  screen.press('\x15save nowhere/changes.json\r')
  await screen.until('its folder does not exist')
  screen.press('\x1b')
  expect((await readdir(directory)).filter(name => name.endsWith('.tmp'))).toEqual([])
  await quit(screen)
})

test('nothing is saved before there is a preview', async () => {
  const directory = await fixtureProject('deletes-duckdb')
  const screen = openAppScreen(directory, {columns: 120, rows: 36})
  await screen.until(/\d features counted/)
  screen.press('5S')
  await screen.until('save: off, nothing is staged')
  screen.press(':save changes.json\r')
  await screen.until('Nothing can be saved: nothing is staged.')
  await quit(screen)
})

/** The program on Changes, where a soft delete of one row is staged and previewed. */
async function staged(): Promise<{readonly directory: string; readonly screen: AppScreen}> {
  const directory = await fixtureProject('deletes-duckdb')
  const screen = openAppScreen(directory, {columns: 120, rows: 36})
  await screen.until(/\d features counted/)
  screen.press(":delete s/root where id = 'a'\r")
  await screen.until('previewed in')
  return {directory, screen}
}

async function quit(screen: AppScreen): Promise<void> {
  screen.press('\x03\x03')
  expect(await screen.exited).toBe(0)
}
