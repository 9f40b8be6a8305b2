import type {DuckDB} from '../duckdb/connection.ts'
import {type Query, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {Column} from '../models/system-columns.ts'
import type {Hashing} from '../versioning/hashed-rows.ts'

/** Rows that several questions of one piece of work share: selected once, as long as nothing is written. */
export interface KeptRows {
  /** Selects the same rows, out of a scratch table. */
  of(open: OpenMetadataStore, rows: Query): Promise<Query>
}

/** The scratch tables go when the metadata store that they were asked of first is closed. */
export function keepingRows(duckdb: DuckDB): KeptRows {
  const kept = new Map<string, Query>()
  return {
    of: async (open, rows) => {
      const key = keyOf(rows)
      const known = kept.get(key)
      if (known !== undefined) return known
      const scratch = duckdb.scratchTable()
      open.session.atEnd(sql`DROP TABLE IF EXISTS ${scratch}`)
      await open.session.run(sql`CREATE TABLE ${scratch} AS ${rows}`)
      const selected = sql`SELECT * FROM ${scratch}`
      kept.set(key, selected)
      return selected
    },
  }
}

/** Hashes these columns of upstream rows, which are selected once. */
export async function hashedOnce(
  kept: KeptRows,
  open: OpenMetadataStore,
  hashing: Hashing,
  columns: readonly Column[],
): Promise<Query> {
  const names = columns.map(({name}) => name)
  return hashing.rows(names, await kept.of(open, hashing.upstreamRows(names)))
}

/** Equal statements over what nobody changes have equal rows. */
function keyOf({text, values}: Query): string {
  return [text, ...values.map(value => `${typeof value} ${String(value)}`)].join('\0')
}
