/** The columns that Metaxy adds to every feature table, in the order of stores.md §0. */
export const SYSTEM_COLUMNS = [
  'metaxy_provenance_by_field',
  'metaxy_provenance',
  'metaxy_data_version_by_field',
  'metaxy_data_version',
  'metaxy_feature_version',
  'metaxy_project_version',
  'metaxy_created_at',
  'metaxy_updated_at',
  'metaxy_deleted_at',
  'metaxy_materialization_id',
] as const

export type SystemColumn = (typeof SYSTEM_COLUMNS)[number]

const NAMES: ReadonlySet<string> = new Set(SYSTEM_COLUMNS)

export function isSystemColumn(name: string): name is SystemColumn {
  return NAMES.has(name)
}

/** A column of a table, its type as DuckDB prints it. */
export interface Column {
  readonly name: string
  readonly type: string
}

/**
 * The columns of a table that are not Metaxy's. Before 0.1 it wrote two more, of which today's Metaxy
 * knows nothing: they count as its own where it wrote the table (stores.md §14).
 */
export function userColumns(columns: readonly Column[]): readonly Column[] {
  const isOlder = !columns.some(({name}) => name === 'metaxy_project_version')
  return columns.filter(({name}) => !isSystemColumn(name) && !(isOlder && OLDER.has(name)))
}

const OLDER: ReadonlySet<string> = new Set([
  'metaxy_snapshot_version',
  'metaxy_feature_spec_version',
])

/** User columns in stored order, then the system columns in the order above (commands.md §1). */
export function inReadingOrder(columns: readonly Column[]): readonly Column[] {
  const system = SYSTEM_COLUMNS.flatMap(name => columns.filter(column => column.name === name))
  return [...columns.filter(column => !isSystemColumn(column.name)), ...system]
}
