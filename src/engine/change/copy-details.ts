import {and, ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {inReadingOrder} from '../models/system-columns.ts'
import type {KnownFeature} from '../questions/known-feature.ts'
import {selectRows} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import type {ChangeDetails} from './change-preview.ts'
import {rowGroup} from './row-group.ts'

interface CopyParts {
  readonly change: Extract<Change, {kind: 'copy'}>
  readonly known: KnownFeature
  readonly open: OpenMetadataStore
  /** The table that is copied to; null when there is none yet. */
  readonly own: TableSource | null
  /** The rows of the source that the copy is about. */
  readonly shown: Query
}

/** The row `s` has its id and feature version in the target, live or not. */
export function presentAlready(target: TableSource, idColumns: readonly string[]): Query {
  return sql`EXISTS (SELECT 1 FROM ${target.from} AS t
    WHERE ${sameAs('t', 's', [...idColumns, 'metaxy_feature_version'])})`
}

/** What is left out, and which rows the target shows with another provenance (commands.md §3). */
export function copyDetails({
  change,
  known,
  open,
  own,
  shown,
}: CopyParts): (selected: Query) => Promise<ChangeDetails> {
  return async selected => {
    if (own === null) return {kind: 'copy', skipped: 0, conflicts: NO_ROWS}
    const {idColumns} = known.definition.spec
    const ids = join(idColumns.map(id => sql`s.${ident(id)}`))
    const skipped = change.onlyMissing
      ? await open.session.values(
          sql`SELECT count(*) FROM (SELECT DISTINCT ${ids} FROM (${shown}) AS s
            WHERE ${presentAlready(own, idColumns)})`,
        )
      : [[0n]]
    const live = selectRows(own, {
      idColumns,
      featureVersion: change.withFeatureHistory ? null : known.versions.featureVersion,
    })
    const other = sql`SELECT t.* FROM (${live}) AS t WHERE EXISTS (SELECT 1 FROM (${selected}) AS s
      WHERE ${sameAs('t', 's', idColumns)} AND t.metaxy_provenance IS DISTINCT FROM s.metaxy_provenance)`
    return {
      kind: 'copy',
      skipped: Number(skipped[0]?.[0] ?? 0),
      conflicts: await rowGroup(open.session, other, inReadingOrder(own.columns), idColumns),
    }
  }
}

const NO_ROWS = {count: 0, columns: [], rows: []}

function sameAs(left: string, right: string, columns: readonly string[]): Query {
  return and(
    columns.map(
      name =>
        sql`${ident(left)}.${ident(name)} IS NOT DISTINCT FROM ${ident(right)}.${ident(name)}`,
    ),
  )
}
