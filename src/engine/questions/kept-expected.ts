import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {classifiedRows} from '../versioning/classification.ts'
import {EXPECTED_PROVENANCE} from '../versioning/hashed-rows.ts'
import {type IncrementPlan, keyColumns} from './increment-plan.ts'
import type {KeptRows} from './kept-rows.ts'

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
  const {expected, current} = increment
  const columns = keyColumns(increment)
  const names = columns.map(({name}) => name)
  const hashes = [...expected.fields.map(({column}) => column), EXPECTED_PROVENANCE]
  const {hashing} = expected
  const query =
    hashing === undefined
      ? expected.query
      : hashing.rows(names, await kept.of(open, hashing.upstreamRows(names)))
  const same = {
    ...expected,
    columns,
    query: await kept.of(open, selecting([...names, ...hashes], query)),
  }
  return {...increment, expected: same, classified: classifiedRows(same, current)}
}

function selecting(names: readonly string[], rows: Query): Query {
  return sql`SELECT ${join(names.map(name => ident(name)))} FROM (${rows})`
}
