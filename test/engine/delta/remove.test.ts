import {join} from 'node:path'
import {expect, test} from 'vitest'
import {relationOf} from '../../../src/engine/delta/relation.ts'
import {clearTable, removeRows} from '../../../src/engine/delta/remove.ts'
import {readSnapshot} from '../../../src/engine/delta/snapshot.ts'
import type {Session} from '../../../src/engine/duckdb/session.ts'
import {raw, sql} from '../../../src/engine/duckdb/sql.ts'
import {
  actionsOf,
  append,
  emptyFolder,
  leftOver,
  NOW_MICROS,
  openedDuckDB,
  putLog,
  stored,
} from './made-delta.ts'

const options = {predicate: 'n = 1', nowMicros: NOW_MICROS}

async function inTable(work: (session: Session, root: string) => Promise<void>) {
  const root = join(await emptyFolder(), 't.delta')
  await (await openedDuckDB()).session(async session => {
    for (const first of [0, 10, 20]) {
      await append(
        session,
        root,
        `SELECT n, {x: n::VARCHAR} AS s FROM range(${first}, ${first + 5}) r(n)`,
      )
    }
    await work(session, root)
  })
}

async function remove(session: Session, root: string, where: string) {
  const seen = await readSnapshot(session, root)
  if (seen === null) throw new Error('no table')
  const {from, rowId} = relationOf(seen)
  const ids = sql`SELECT ${rowId} FROM ${from} WHERE ${raw(where)}`
  return removeRows(session, seen, ids, {...options, predicate: where})
}

const numbers = async (session: Session, root: string) =>
  (await stored(session, root)).map(row => (row as {n: number}).n)

test('files without such a row stay, of the others the rest is written anew', () =>
  inTable(async (session, root) => {
    expect(await remove(session, root, 'n IN (1, 3, 21)')).toEqual({version: 3, rows: 3})
    expect((await numbers(session, root)).sort((a, b) => a - b)).toEqual([
      0, 2, 4, 10, 11, 12, 13, 14, 20, 22, 23, 24,
    ])
    const actions = await actionsOf(root, 3)
    expect(actions.map(one => Object.keys(one)[0])).toEqual([
      'commitInfo',
      'remove',
      'remove',
      'add',
    ])
    expect(actions[0].commitInfo).toMatchObject({
      operation: 'DELETE',
      operationParameters: {predicate: 'n IN (1, 3, 21)'},
    })
    expect(actions[1].remove).toMatchObject({dataChange: true, extendedFileMetadata: true})
  }))

test('rows keep their order', () =>
  inTable(async (session, root) => {
    await append(session, root, 'SELECT n FROM range(100, 300100) r(n)')
    await remove(session, root, 'n % 7 = 0')
    const snapshot = await readSnapshot(session, root)
    if (snapshot === null) throw new Error('no table')
    const {from, rowId} = relationOf(snapshot)
    const falling = sql`SELECT count(*) FROM (SELECT n, lag(n) OVER (ORDER BY ${rowId}) AS before FROM ${from}) WHERE before > n`
    expect(await session.values(falling)).toEqual([[0n]])
  }))

test('a file all of whose rows go is only taken out', () =>
  inTable(async (session, root) => {
    await remove(session, root, 'n BETWEEN 10 AND 14')
    expect((await actionsOf(root, 3)).map(one => Object.keys(one)[0])).toEqual([
      'commitInfo',
      'remove',
    ])
    expect(await numbers(session, root)).toEqual([0, 1, 2, 3, 4, 20, 21, 22, 23, 24])
  }))

test('no such row is no commit', () =>
  inTable(async (session, root) => {
    expect(await remove(session, root, 'n > 100 OR n IS NULL')).toEqual({version: 2, rows: 0})
  }))

test('all rows can go; the table stays, with its columns', () =>
  inTable(async (session, root) => {
    const seen = await readSnapshot(session, root)
    if (seen === null) throw new Error('no table')
    expect(await clearTable(session, seen, {...options, predicate: null})).toEqual({
      version: 3,
      rows: 15,
    })
    expect((await actionsOf(root, 3))[0].commitInfo.operationParameters).toEqual({})
    expect(await stored(session, root)).toEqual([])
    await append(session, root, 'SELECT 7::BIGINT AS n')
    expect(await stored(session, root)).toEqual([{n: 7, s: null}])
  }))

test('a table that moved, or only takes more rows, stays as it is', () =>
  inTable(async (session, root) => {
    const seen = await readSnapshot(session, root)
    if (seen === null) throw new Error('no table')
    await append(session, root, 'SELECT 99::BIGINT AS n')
    await expect(removeRows(session, seen, raw('SELECT 0'), options)).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await expect(clearTable(session, seen, options)).rejects.toMatchObject({code: 'CONFLICT'})
    const {metaData} = seen
    await putLog(root, 4, [{metaData: {...metaData, configuration: {'delta.appendOnly': 'true'}}}])
    await expect(remove(session, root, 'n = 1')).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('appendOnly'),
    })
    expect(await leftOver(root)).toEqual([])
    expect(await numbers(session, root)).toHaveLength(16)
  }))
