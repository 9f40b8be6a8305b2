import {ident, join, sql} from '../duckdb/sql.ts'
import {MetadataStoreError} from '../errors.ts'
import type {Column} from '../models/system-columns.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {FEATURE_VERSIONS_KEY, type FeatureVersionRow} from './system-tables.ts'
import type {TableWrite} from './table-write.ts'

/** The system table of pushes as Metaxy makes it (stores.md §3.1); times are naive UTC. */
const COLUMNS: readonly (Column & {readonly of: (row: FeatureVersionRow) => string | null})[] = [
  {name: 'project', type: 'VARCHAR', of: row => row.project},
  {name: 'feature_key', type: 'VARCHAR', of: row => row.featureKey},
  {name: 'metaxy_feature_version', type: 'VARCHAR', of: row => row.featureVersion},
  {name: 'metaxy_definition_version', type: 'VARCHAR', of: row => row.definitionVersion},
  {name: 'recorded_at', type: 'TIMESTAMP', of: row => String(row.recordedAtMicros)},
  {name: 'feature_spec', type: 'VARCHAR', of: row => row.featureSpec},
  {name: 'feature_schema', type: 'VARCHAR', of: row => row.featureSchema},
  {name: 'feature_class_path', type: 'VARCHAR', of: row => row.classPath},
  {name: 'metaxy_project_version', type: 'VARCHAR', of: row => row.projectVersion},
  {name: 'tags', type: 'VARCHAR', of: row => row.tags},
  {name: 'deleted_at', type: 'TIMESTAMP', of: () => null},
]

/** Metaxy never reads it, and the earliest releases did not have it. */
const NOT_NEEDED = 'deleted_at'

/**
 * Appends rows to the system table, whatever it has become meanwhile.
 *
 * @param table null when it has to be made.
 * @throws MetadataStoreError STORE_FORMAT when an older release made the table with other columns.
 */
export function pushWrite(
  table: TableSource | null,
  rows: readonly FeatureVersionRow[],
): Extract<TableWrite, {kind: 'append'}> {
  const there = new Set(table?.columns.map(column => column.name))
  const columns = COLUMNS.filter(({name}) => table === null || there.has(name))
  const missing = COLUMNS.filter(
    ({name}) => name !== NOT_NEEDED && !columns.some(one => one.name === name),
  )
  if (missing.length > 0) throw olderRelease(missing.map(({name}) => name))
  const cells = columns.map(({name, type}) => {
    const cell = ident(name)
    return type === 'TIMESTAMP'
      ? sql`make_timestamp(CAST(${cell} AS BIGINT)) AS ${cell}`
      : sql`CAST(${cell} AS VARCHAR) AS ${cell}`
  })
  const values = rows.map(row => sql`(${join(columns.map(column => sql`${column.of(row)}`))})`)
  const names = join(columns.map(({name}) => ident(name)))
  return {
    kind: 'append',
    feature: FEATURE_VERSIONS_KEY,
    table,
    columns: columns.map(({name, type}) => ({name, type})),
    rows: sql`SELECT ${join(cells)} FROM (VALUES ${join(values)}) AS pushed(${names})`,
    blind: true,
  }
}

function olderRelease(missing: readonly string[]): MetadataStoreError {
  return new MetadataStoreError({
    code: 'STORE_FORMAT',
    message: `The system table of pushes was made by an older release of Metaxy: it lacks ${missing.join(', ')}.`,
    hint: 'Nothing was written. Push with a current Metaxy to a new metadata store.',
    details: {missing_columns: missing},
  })
}
