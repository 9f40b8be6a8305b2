import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {appendRows, type Written} from '../../../src/engine/delta/append.ts'
import {commitFile, logFolder} from '../../../src/engine/delta/log-files.ts'
import {relationOf} from '../../../src/engine/delta/relation.ts'
import {type DeltaSnapshot, readSnapshot} from '../../../src/engine/delta/snapshot.ts'
import {DuckDB} from '../../../src/engine/duckdb/connection.ts'
import type {Session} from '../../../src/engine/duckdb/session.ts'
import {ident, join as joined, raw, sql} from '../../../src/engine/duckdb/sql.ts'

/** A moment that every test writes at: 2026-11-21T18:00:00Z. */
export const NOW_MICROS = 1_795_284_000_000_000n

/** An empty folder, gone when the test ends. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mxx-delta-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return folder
}

export async function openedDuckDB(): Promise<DuckDB> {
  const duckdb = await DuckDB.create()
  onTestFinished(() => duckdb.close())
  return duckdb
}

/** Appends what a SELECT gives to whatever the table has become. */
export async function append(session: Session, root: string, select: string): Promise<Written> {
  return appendRows(
    session,
    root,
    await readSnapshot(session, root),
    await given(session, select),
    {
      mode: 'blind',
      nowMicros: NOW_MICROS,
    },
  )
}

/** What a SELECT gives, with its columns. */
export async function given(session: Session, select: string) {
  const query = raw(select)
  const described = await session.values(
    sql`SELECT column_name, column_type FROM (DESCRIBE ${query})`,
  )
  const columns = described.map(([name, type]) => ({name: String(name), type: String(type)}))
  return {query, columns}
}

/** The rows of a table as JSON texts in stored order. */
export async function rowsOf(session: Session, snapshot: DeltaSnapshot | null): Promise<unknown[]> {
  if (snapshot === null) return []
  const {from, rowId, columns} = relationOf(snapshot)
  const names = joined(columns.map(({name}) => ident(name)))
  const rows = await session.values(
    sql`SELECT CAST(to_json(row) AS VARCHAR) FROM (SELECT ${names} FROM ${from} ORDER BY ${rowId}) AS row`,
  )
  return rows.map(([row]) => JSON.parse(String(row)))
}

/** Reads the table anew and gives its rows. */
export async function stored(session: Session, root: string): Promise<unknown[]> {
  return rowsOf(session, await readSnapshot(session, root))
}

/** The actions of a commit as they are written. */
export async function actionsOf(root: string, version: number) {
  const lines = (await readFile(commitFile(root, version), 'utf8')).trim().split('\n')
  return lines.map(line => JSON.parse(line))
}

/** Writes a commit by hand, one line per action; a text stands as it is. */
export async function putLog(root: string, version: number, actions: readonly unknown[]) {
  const lines = actions.map(one => (typeof one === 'string' ? one : JSON.stringify(one)))
  await writeFile(commitFile(root, version), `${lines.join('\n')}\n`)
}

/** Names in the table's folder and its log that are no data, no commit and no checkpoint. */
export async function leftOver(root: string): Promise<readonly string[]> {
  const known = new Set((await allActions(root)).flatMap(action => action.add?.path ?? []))
  const data = (await readdir(root)).filter(name => name !== '_delta_log' && !known.has(name))
  const log = (await readdir(logFolder(root))).filter(name => name.endsWith('.tmp'))
  return [...data, ...log]
}

async function allActions(root: string) {
  const names = (await readdir(logFolder(root))).filter(name => /^\d{20}\.json$/.test(name))
  return (await Promise.all(names.map(name => actionsOf(root, Number.parseInt(name, 10))))).flat()
}
