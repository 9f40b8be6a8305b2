import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {EXPECTED_PROVENANCE} from '../versioning/hashed-rows.ts'
import {type IncrementPlan, keyColumns, withExpected} from './increment-plan.ts'
import {hashedOnce, type KeptRows} from './kept-rows.ts'

/**
 * The same increment with what is expected out of scratch tables; of its columns the ids and keys are
 * left. What the hashes are made of is kept apart: other versions of a feature hash the same. Without
 * scratch tables to keep rows in, it stays as it is.
 */
export async function keptExpected(
  kept: KeptRows | undefined,
  open: OpenMetadataStore,
  increment: IncrementPlan,
): Promise<IncrementPlan> {
  if (kept === undefined) return increment
  const {expected} = increment
  const columns = keyColumns(increment)
  const {hashing} = expected
  const rows =
    hashing === undefined ? expected.query : await hashedOnce(kept, open, hashing, columns)
  const names = [...columns.map(({name}) => name), ...expected.fields.map(({column}) => column)]
  const query = await kept.of(open, selecting([...names, EXPECTED_PROVENANCE], rows))
  return withExpected(increment, {...expected, columns, query})
}

function selecting(names: readonly string[], rows: Query): Query {
  return sql`SELECT ${join(names.map(name => ident(name)))} FROM (${rows})`
}
