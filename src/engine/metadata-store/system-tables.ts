import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {MetadataStoreError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Column} from '../models/system-columns.ts'

/** The system table of pushes as a key, to look it up with (stores.md §3.1). */
export const FEATURE_VERSIONS_KEY: FeatureKey = 'metaxy-system/feature_versions'

/** One feature of one push. */
export interface FeatureVersionRow {
  readonly project: string
  readonly featureKey: FeatureKey
  readonly featureVersion: string
  readonly definitionVersion: string
  /** Microseconds since 1970, UTC; differs between the rows of one push. */
  readonly recordedAtMicros: bigint
  /** JSON text. */
  readonly featureSpec: string
  /** JSON text. */
  readonly featureSchema: string
  readonly classPath: string
  readonly projectVersion: string
  /** JSON text. */
  readonly tags: string
  /** Recorded by a Metaxy before 0.1: its specs have other members, its hashes were made of other things. */
  readonly isOlder?: true
}

/** The canonical columns, each with the names that older releases gave it (stores.md §14). */
const COLUMNS = [
  ['project'],
  ['feature_key'],
  ['metaxy_feature_version', 'feature_version'],
  [
    'metaxy_definition_version',
    'metaxy_full_definition_version',
    'metaxy_feature_tracking_version',
    'feature_tracking_version',
  ],
  ['recorded_at'],
  ['feature_spec'],
  ['feature_schema'],
  ['feature_class_path'],
  ['metaxy_project_version', 'metaxy_snapshot_version', 'snapshot_version'],
  ['tags'],
] as const

const NEEDED: readonly string[] = ['project', 'feature_key', 'recorded_at', 'feature_spec']

/**
 * The rows of the system table, oldest first, whatever release wrote it; cells for
 * `toFeatureVersionRow`.
 *
 * @throws MetadataStoreError STORE_FORMAT when columns are missing that no release left out.
 */
export function featureVersionsQuery(from: Query, columns: readonly Column[]): Query {
  const chosen = COLUMNS.map(names => ({
    name: names[0],
    column: names.map(name => columns.find(column => column.name === name)).find(Boolean),
  }))
  const missing = chosen.filter(({name, column}) => NEEDED.includes(name) && column === undefined)
  if (missing.length > 0) {
    throw new MetadataStoreError({
      code: 'STORE_FORMAT',
      message: `The system table of pushes lacks the columns ${missing.map(({name}) => name).join(', ')}: it is not Metaxy's.`,
      hint: 'Check `table_prefix` and the database of this store, then run `metaxy push`.',
    })
  }
  const cells = chosen.map(({name, column}) => {
    if (column === undefined) return sql`NULL AS ${ident(name)}`
    return sql`CAST(${name === 'recorded_at' ? micros(column) : ident(column.name)} AS VARCHAR) AS ${ident(name)}`
  })
  const isOlder = !columns.some(({name}) => name === 'metaxy_project_version')
  cells.push(sql`${raw(isOlder ? "'older'" : 'NULL')} AS generation`)
  const [recordedAt] = columns.filter(column => column.name === 'recorded_at').map(micros)
  return sql`SELECT ${join(cells)} FROM ${from} AS pushes
    ORDER BY ${recordedAt ?? raw('NULL')} NULLS FIRST, pushes.feature_key`
}

/** A naive timestamp is UTC already. What is no time at all stands before every time. */
function micros({name, type}: Column): Query {
  const time = sql`pushes.${ident(name)}`
  return type.startsWith('TIMESTAMP')
    ? sql`epoch_us(${time})`
    : sql`epoch_us(TRY_CAST(CAST(${time} AS VARCHAR) AS TIMESTAMP))`
}

/** One row of `featureVersionsQuery`, its cells texts or null. */
export function toFeatureVersionRow(cells: readonly unknown[]): FeatureVersionRow {
  const [
    project,
    featureKey,
    featureVersion,
    definitionVersion,
    recordedAt,
    featureSpec,
    featureSchema,
    classPath,
    projectVersion,
    tags,
    generation,
  ] = cells.map(cell => (cell === null || cell === undefined ? '' : String(cell)))
  return {
    project: project ?? '',
    featureKey: featureKey ?? '',
    featureVersion: featureVersion ?? '',
    definitionVersion: definitionVersion ?? '',
    recordedAtMicros: BigInt(recordedAt || 0),
    featureSpec: featureSpec ?? '',
    featureSchema: featureSchema || '{}',
    classPath: classPath ?? '',
    projectVersion: projectVersion ?? '',
    tags: tags || '{}',
    ...(generation === 'older' ? {isOlder: true} : {}),
  }
}
