import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openProgram, type Place} from '../helpers/built-program.ts'
import {writeFromElsewhere} from '../helpers/other-writer.ts'
import type {PtyScreen} from '../helpers/pty-screen.ts'
import {runMxx} from '../helpers/run-mxx.ts'
import {contentsOf} from '../helpers/untouched.ts'
import {previewOf} from './effects.ts'
import {demoPlace} from './places.ts'

const SIZE = {columns: 120, rows: 36}
const CHARTS = "scene = 'CHART'"
const PREVIEW = previewOf('soft delete  clip/trim')

describe('while screens are browsed, another process gets to write at once', () => {
  test.each<{screen: string; show: string; ready: string; keys: readonly string[]}>([
    {screen: 'Graph', show: '1', ready: '10 features counted', keys: ['l', 'j', 'h', 'k', 'r']},
    {screen: 'Rows', show: '2', ready: 'row 1 of 224', keys: ['G', 'gg', 'r', 's', 's', 's']},
    {
      screen: 'Increment',
      show: ':increment clip/trim\r',
      ready: '1 of 15',
      keys: [']', ']', ']', 'r', 'j'],
    },
  ])('$screen', async ({show, ready, keys}) => {
    const place = await demoPlace()
    const program = openProgram(place, SIZE)
    await program.until('10 features counted')
    program.press(show)
    await program.until(ready)

    await pressWhile(program, keys, () =>
      writeFromElsewhere(database(place), insertedClip('Z001_C001')),
    )
    program.press('5')
    await program.until('Nothing is staged')
    program.press(":rows clip/source where clip_id = 'Z001_C001'\r")
    await program.until('row 1 of 1')
    program.press('r')
    await program.until(/> +Z001_C001/)
    program.press('q')
    expect(await program.exited).toBe(0)
  })
})

describe('a row that somebody else wrote', () => {
  test('appears after a refresh, and the cursor stays on its row', async () => {
    const place = await demoPlace()
    const program = openProgram(place, SIZE)
    await program.until('10 features counted')
    program.press('2')
    await program.until('row 1 of 224')
    program.press('j')
    await program.until('row 2 of 224')
    await writeFromElsewhere(database(place), insertedClip('A000_C001'))
    program.press('r')
    await program.until('row 3 of 225')
    expect(program.text()).toMatch(/> +A001_C002/)
    program.press('q')
    expect(await program.exited).toBe(0)
  })

  test('is told about as soon as more rows are read', async () => {
    const place = await demoPlace()
    const program = openProgram(place, SIZE)
    await program.until('10 features counted')
    program.press(':rows voice/take\r')
    await program.until('row 1 of 422')
    await writeFromElsewhere(
      database(place),
      `INSERT INTO voice__take SELECT * REPLACE ('V0000' AS take_id)
       FROM voice__take WHERE take_id = 'V0001'`,
    )
    program.press('G')
    await program.until('voice/take changed on disk')
    await program.until('of 423')
    program.press('q')
    expect(await program.exited).toBe(0)
  })
})

describe('what somebody else writes between preview and commit', () => {
  test.each([
    {
      what: 'a row of a selected sample',
      statements: [
        `INSERT INTO clip__trim SELECT * REPLACE (metaxy_updated_at + INTERVAL 1 DAY AS metaxy_updated_at)
         FROM clip__trim WHERE clip_id = 'X006_C001'`,
      ],
    },
    {
      what: 'a row of another sample',
      statements: [
        `INSERT INTO clip__trim SELECT * REPLACE ('Z001_C001' AS clip_id)
         FROM clip__trim WHERE clip_id = 'X006_C001'`,
      ],
    },
    {
      what: 'one row less and an older one more',
      statements: [
        `CREATE TEMP TABLE older AS
         SELECT * REPLACE (metaxy_updated_at - INTERVAL 1 DAY AS metaxy_updated_at)
         FROM clip__trim WHERE clip_id = 'X006_C001'`,
        `DELETE FROM clip__trim WHERE clip_id = 'X006_C001'`,
        `INSERT INTO clip__trim FROM older`,
      ],
    },
    {
      what: 'a value changed in place',
      statements: [`UPDATE clip__trim SET seconds = seconds + 1 WHERE clip_id = 'X006_C001'`],
    },
  ])('$what: the commit is refused, r looks again', async ({statements}) => {
    const place = await demoPlace()
    const program = openProgram(place, SIZE)
    await program.until('10 features counted')
    program.press(`:delete clip/trim where ${CHARTS}\r`)
    await program.until(PREVIEW)

    await writeFromElsewhere(database(place), ...statements)
    const before = await contentsOf(place.directory)
    await commit(program)
    await program.until('The table changed since the preview; nothing was written.')
    expect(await contentsOf(place.directory)).toEqual(before)
    expect((await ask(place, 'operations')).operations).toEqual([])

    program.press('r')
    await program.until(text => !text.includes('The table changed since') && PREVIEW.test(text))
    await commit(program)
    await program.until('The last commit is done')
    program.press('q')
    expect(await program.exited).toBe(0)
    const left = await ask(place, 'metadata', 'read', 'clip/trim', '--filter', CHARTS)
    expect(left.total_rows).toBe(0)
  })
})

function database({directory}: Place): string {
  return join(directory, 'dailies.duckdb')
}

/** A row like those that Metaxy writes, for a clip that is not there yet. */
function insertedClip(id: string): string {
  return `
    INSERT INTO clip__source SELECT * REPLACE ('${id}' AS clip_id)
    FROM clip__source WHERE clip_id = 'A001_C001'
    ORDER BY metaxy_updated_at DESC LIMIT 1`
}

/** Presses all keys, one after the other as frames come, and then goes on with them until the work is done. */
async function pressWhile(
  {press, until, output}: PtyScreen,
  keys: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const pressed = (key = '') => {
    const drawn = output().length
    press(key)
    return until(() => output().length > drawn)
  }
  for (const key of keys) await pressed(key)
  let isDone = false
  const finished = work().finally(() => {
    isDone = true
  })
  for (let at = 0; !isDone; at += 1) await Promise.race([finished, pressed(keys[at % keys.length])])
  await finished
}

async function commit(program: PtyScreen): Promise<void> {
  program.press('c')
  await program.until('Commit to')
  program.press('y')
}

async function ask({directory, stateHome}: Place, ...args: readonly string[]) {
  const options = {cwd: directory, env: {XDG_STATE_HOME: stateHome}}
  const {exit, stdout} = await runMxx([...args, '--format', 'json'], options)
  expect(exit).toBe(0)
  return JSON.parse(stdout)
}
