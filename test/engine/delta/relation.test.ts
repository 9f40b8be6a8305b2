import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {describedRelation} from '../../../src/engine/delta/described-relation.ts'
import {
  type DeltaRelation,
  relationNear,
  relationOf,
  storedFields,
} from '../../../src/engine/delta/relation.ts'
import {type DeltaSnapshot, readSnapshot} from '../../../src/engine/delta/snapshot.ts'
import type {Session} from '../../../src/engine/duckdb/session.ts'
import {raw, sql} from '../../../src/engine/duckdb/sql.ts'
import {actionsOf, append, emptyFolder, openedDuckDB, putLog} from './made-delta.ts'

/** Tables of several shapes: the SELECTs that are appended to each. */
const SHAPES: Record<string, readonly string[]> = {
  'files of the same columns': [0, 1, 2].map(n => `SELECT ${n}::BIGINT AS n, {x: '${n}'} AS s`),
  'files in which columns stand in another order': [
    "SELECT 1 AS n, 'a' AS t",
    "SELECT 'b' AS t, 2 AS n",
  ],
  'one file': ["SELECT 1 AS n, [{k: 'v'}] AS list, MAP {'a': 'b'} AS map"],
  'columns and members that came later': [
    "SELECT 1 AS n, {x: '1'} AS s",
    "SELECT 2 AS n, {y: '2'} AS s, TIMESTAMP '2020-01-01' AS at",
  ],
  'columns with names of our tools': [
    'SELECT 1 AS file_index, 2 AS n',
    'SELECT 3 AS file_index, 4 AS n',
  ],
  'many files': Array.from({length: 12}, (_, n) => `SELECT ${n} AS n, 'x' AS t`),
  'no rows at all': ["SELECT 1 AS n, {x: 'a'} AS s WHERE false"],
}

async function inTable(
  selects: readonly string[],
  work: (session: Session, snapshot: DeltaSnapshot) => Promise<void>,
) {
  const root = join(await emptyFolder(), 't.delta')
  await (await openedDuckDB()).session(async session => {
    for (const select of selects) await append(session, root, select)
    const snapshot = await readSnapshot(session, root)
    if (snapshot !== null) await work(session, snapshot)
  })
}

async function rowsWithIds(
  session: Session,
  {from, rowId, columns}: DeltaRelation,
  where = 'true',
) {
  const names = raw(columns.map(({name}) => `"${name}"`).join(', '))
  const rows = await session.values(
    sql`SELECT ${rowId}, CAST(to_json(row) AS VARCHAR) FROM (SELECT ${rowId}, ${names} FROM ${from}) AS row
      WHERE ${raw(where)} ORDER BY 1`,
  )
  return rows.map(([id, row]) => [Number(id), String(row)])
}

describe('the rows of a table', () => {
  test.each(Object.entries(SHAPES))('with %s are the same in every form', (_what, selects) =>
    inTable(selects, async (session, snapshot) => {
      const found = await describedRelation(session, snapshot)
      const rows = await rowsWithIds(session, found)
      expect(rows).toEqual(await rowsWithIds(session, relationOf(snapshot)))
      expect(rows).toHaveLength(
        selects.some(select => select.endsWith('false')) ? 0 : selects.length,
      )
      const printed = await session.values(
        sql`SELECT column_name, column_type FROM (DESCRIBE FROM ${found.from}) WHERE column_name NOT LIKE '__mxx%'`,
      )
      expect(found.columns).toEqual(printed.map(([name, type]) => ({name, type})))
    }),
  )

  test('that is partitioned have the values of the log', () =>
    inTable(["SELECT 1 AS n, 'x' AS grp WHERE false"], async (session, {root}) => {
      const [info, protocol, {metaData}] = await actionsOf(root, 0)
      await putLog(root, 0, [info, protocol, {metaData: {...metaData, partitionColumns: ['grp']}}])
      await append(session, root, "SELECT 1 AS n, 'a' AS grp UNION ALL SELECT 2, 'b'")
      const snapshot = await readSnapshot(session, root)
      if (snapshot === null) throw new Error('no table')
      expect(storedFields(snapshot).map(({name}) => name)).toEqual(['n'])
      const rows = await rowsWithIds(session, await describedRelation(session, snapshot))
      expect(rows.map(([, row]) => row).sort()).toEqual([
        expect.stringContaining('"n":1,"grp":"a"'),
        expect.stringContaining('"n":2,"grp":"b"'),
      ])
    }))
})

test('rows near to some ids have the same ids, and those rows are among them', () =>
  inTable(
    [0, 1, 2, 3].map(file => `SELECT i::BIGINT AS n, 'file ${file}' AS t FROM range(50) r(i)`),
    async (session, snapshot) => {
      const all = await rowsWithIds(session, relationOf(snapshot))
      const wanted = [3, 60, 61, 170].map(position => all[position] ?? [])
      const ids = wanted.map(([id]) => Number(id))
      const {rowId} = relationOf(snapshot)
      const found = await rowsWithIds(
        session,
        relationNear(snapshot, ids),
        `${rowId.text} IN (${ids})`,
      )
      expect(found).toEqual(wanted)
    },
  ))
