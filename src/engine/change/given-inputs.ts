import {basename} from 'node:path'
import type {DuckDB, WorkOptions} from '../duckdb/connection.ts'
import {type Session, type Sessions, scratchTable} from '../duckdb/session.ts'
import {type Query, sql} from '../duckdb/sql.ts'
import {CancelledError} from '../errors.ts'
import type {RowsInput} from '../models/rows-input.ts'
import type {Column} from '../models/system-columns.ts'
import {describeColumns} from '../transfer/describe-columns.ts'
import {loadRows} from '../transfer/load-rows.ts'

/** Rows that a change brings along, laid down in a scratch table. */
export interface GivenRows {
  /** For people: the name of the file, or `the rows`. */
  readonly name: string
  /** Stands after FROM. */
  readonly from: Query
  readonly columns: readonly Column[]
  readonly count: number
}

/** The rows of each input, read once however often a change is planned. */
export interface GivenInputs {
  /** @throws MetaxyError INVALID_INPUT for what cannot be read. */
  load(session: Session, rows: RowsInput): Promise<GivenRows>
  /**
   * The same before a metadata store is opened: whoever makes the rows may use it meanwhile, and every
   * connection to DuckDB.
   */
  preload(rows: RowsInput, options: WorkOptions): Promise<GivenRows>
  /** Frees them; asked when nobody plans or commits any more. */
  drop(): Promise<void>
}

export function givenInputs(duckdb: DuckDB): GivenInputs {
  const loaded = new Map<RowsInput, Promise<GivenRows>>()
  const tables: Query[] = []
  const load = async (inSession: Sessions, rows: RowsInput): Promise<GivenRows> => {
    const scratch = duckdb.scratchName()
    const from = scratchTable(scratch)
    tables.push(from)
    await loadRows(inSession, rows, scratch)
    return inSession(async session => {
      const [row = []] = await session.values(sql`SELECT count(*) FROM ${from}`)
      return {
        name: rows.kind === 'file' ? basename(rows.path) : 'the rows',
        from,
        columns: await describeColumns(session, sql`FROM ${from}`),
        count: Number(row[0] ?? 0),
      }
    })
  }
  const once = (inSession: Sessions, rows: RowsInput) => {
    const known = loaded.get(rows) ?? load(inSession, rows)
    loaded.set(rows, known)
    return known
  }
  return {
    load: (session, rows) => once(work => work(session), rows),
    preload: (rows, options) => once(work => duckdb.session(work, options), rows),
    drop: async () => {
      if (tables.length === 0) return
      const drop = async (session: Session) => {
        for (const table of tables) await session.run(sql`DROP TABLE IF EXISTS ${table}`)
      }
      await duckdb.session(drop, {lane: 'page'}).catch(error => {
        // After everything is closed there is nothing left to drop.
        if (!(error instanceof CancelledError)) throw error
      })
    },
  }
}
