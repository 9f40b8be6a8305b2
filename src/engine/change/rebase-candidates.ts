import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import type {ChangeInput} from './planned-change.ts'
import {USER_VERSIONED} from './rebased-rows.ts'
import type {VersionGraph} from './version-graph.ts'

export interface RebaseParts extends Pick<ChangeInput, 'context' | 'source' | 'keptRows'> {
  readonly open: OpenMetadataStore
  readonly idColumns: readonly string[]
  /** All columns of the source and ROW_ID. */
  readonly candidates: Query
  readonly from: VersionGraph
  readonly to: VersionGraph
}

/** The row keeps a data version of its own. */
export const OWN = '__mxx_own'

/** The candidates by their ids and ROW_ID, with their provenance and OWN. */
export async function candidateIds(parts: RebaseParts): Promise<Query> {
  const {open, source, idColumns, candidates, keptRows} = parts
  const has = (column: string) => source.columns.some(({name}) => name === column)
  const names = [...idColumns, ROW_ID, 'metaxy_provenance'].map(name => ident(name))
  const own = has('metaxy_data_version') ? USER_VERSIONED : raw('FALSE')
  const rows = sql`SELECT ${join(names)}, ${own} AS ${ident(OWN)} FROM (${candidates})`
  return (await keptRows?.of(open, rows)) ?? rows
}
