import {expect, test} from 'vitest'
import {fixtureProject} from '../../helpers/fixture-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

/** The values of some columns, in the order in which rows are printed. */
async function values(cwd: string, columns: string, ...args: readonly string[]) {
  const {stdout} = await runMxx(
    ['metadata', 'read', ...args, '--columns', columns, '-f', 'jsonl'],
    {
      cwd,
    },
  )
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => Object.values(JSON.parse(line)))
}

test('rows come by id columns, texts in binary order', async () => {
  const cwd = await fixtureProject('names')
  const ids = (await values(cwd, '"sample id"'.replaceAll('"', ''), 'a-b/c_d/2e/f-9_g')).map(
    ([id]) => Buffer.from(String(id)),
  )
  expect(ids.length).toBe(24)
  expect(ids).toEqual([...ids].sort(Buffer.compare))
})

test('several id columns: by the first, then by the second', async () => {
  const cwd = await fixtureProject('joins')
  const rows = await values(cwd, 'site,day', 'in/a')
  expect(rows).toEqual(
    [...rows].sort(([a, x], [b, y]) =>
      a === b ? Number(x) - Number(y) : String(a) < String(b) ? -1 : 1,
    ),
  )
})

test('--sort-by puts nulls last, also with --descending; ties come by id', async () => {
  const cwd = await fixtureProject('filters-duckdb')
  const up = await values(cwd, 'ok,id', 'f/t', '--sort-by', 'ok')
  const down = await values(cwd, 'ok,id', 'f/t', '--sort-by', 'ok', '--descending')
  expect(up).toEqual([
    [false, 'k2'],
    [false, 'k5'],
    [true, 'k0'],
    [true, 'k1'],
    [true, 'k4'],
    [true, 'k7'],
    [null, 'k3'],
    [null, 'k6'],
  ])
  expect(down).toEqual([...up.slice(2, 6), ...up.slice(0, 2), ...up.slice(6)])
})

test('--limit and --offset count in that order', async () => {
  const cwd = await fixtureProject('filters-duckdb')
  const page = await values(cwd, 'id', 'f/t', '--sort-by', 'ok', '--limit', '3', '--offset', '1')
  expect(page).toEqual([['k5'], ['k0'], ['k1']])
})

test('--limit of an increment counts per class, in id order, and leaves the counts whole', async () => {
  const cwd = await fixtureProject('staleness-duckdb')
  const increment = ['metadata', 'increment', 's/mid', '--skip-comparison', '-f', 'json']
  const all = JSON.parse((await runMxx(increment, {cwd})).stdout)
  const two = JSON.parse((await runMxx([...increment, '--limit', '2'], {cwd})).stdout)
  expect(two.new.row_count).toBe(7)
  expect(two.new.rows).toEqual(all.new.rows.slice(0, 2))
  const ids = all.new.rows.map(({id}: {id: string}) => id)
  expect(ids).toEqual([...ids].sort())
})

test('features come in topological order, pushes newest first', async () => {
  const cwd = await fixtureProject('basic')
  const list = JSON.parse((await runMxx(['list', 'features', '-f', 'json'], {cwd})).stdout)
  expect(list.features.map(({key}: {key: string}) => key)).toEqual([
    'examples/parent',
    'examples/child',
  ])
  const {snapshots} = JSON.parse((await runMxx(['history', '-f', 'json'], {cwd})).stdout)
  const times = snapshots.map(({recorded_at}: {recorded_at: string}) => recorded_at)
  expect(times).toEqual([...times].sort().reverse())
})
