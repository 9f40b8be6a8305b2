import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {ident, type Query, raw, sql} from '../duckdb/sql.ts'
import type {Warning} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {SystemColumn} from '../models/system-columns.ts'
import {sampleHash} from '../questions/context.ts'
import type {KnownFeature} from '../questions/known-feature.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import type {GivenRows} from './given-inputs.ts'
import type {Staging} from './staging.ts'
import {runId, typeOf} from './stamp.ts'
import {writingProjectVersion} from './writing-project.ts'
import {filled, givenByField, hashedByField, storedByField} from './written-by-field.ts'

interface WriteParts {
  readonly open: OpenMetadataStore
  readonly known: KnownFeature
  readonly rows: GivenRows
  readonly target: TableSource | null
}

interface Named {
  readonly name: string
  readonly value: Query
}

const PROVENANCE = '__mxx_provenance'

/**
 * Metaxy's columns of written rows, but for the times of the write (versioning.md §8.2, in this order).
 * @throws MetaxyError SCHEMA_ERROR; CONFIG_ERROR when the writing project is not clear.
 */
export async function systemColumns(
  change: Extract<Change, {kind: 'write'}>,
  {context, materializationId}: Staging,
  {open, known, rows, target}: WriteParts,
): Promise<{
  readonly values: readonly Named[]
  readonly inner: readonly Named[]
  readonly warnings: readonly Warning[]
}> {
  const {spec} = known.definition
  const hash = sampleHash(context)
  const given = (name: SystemColumn) => rows.columns.some(column => column.name === name)
  const textOf = (name: SystemColumn) => sql`CAST(${ident(name)} AS VARCHAR)`
  const form = (name: SystemColumn) =>
    formOf(target, name, context.config.enableMapDatatype ? 'map' : 'struct')

  const byField = await givenByField(open.session, rows, 'metaxy_provenance_by_field')
  const computed = !given('metaxy_provenance')
  const provenance = computed
    ? hashedByField(byField, rows, spec, hash)
    : textOf('metaxy_provenance')
  const ownVersions = given('metaxy_data_version_by_field')
    ? filled(await givenByField(open.session, rows, 'metaxy_data_version_by_field'), byField)
    : null
  const dataVersion =
    ownVersions === null
      ? ident(PROVENANCE)
      : given('metaxy_data_version')
        ? sql`coalesce(${textOf('metaxy_data_version')}, ${ident(PROVENANCE)})`
        : hashedByField(ownVersions, rows, spec, hash)
  const kept =
    change.preserveFeatureVersion &&
    given('metaxy_feature_version') &&
    given('metaxy_project_version')
  const version = (name: SystemColumn, own: () => string) =>
    kept ? textOf(name) : sql`CAST(${own()} AS VARCHAR)`
  const time = (name: SystemColumn, value: Query) =>
    sql`CAST(${value} AS ${raw(typeOf(target?.columns ?? [], name))})`
  const run = change.materializationId ?? materializationId

  return {
    inner: [{name: PROVENANCE, value: provenance}],
    values: [
      {
        name: 'metaxy_provenance_by_field',
        value: storedByField(byField, form('metaxy_provenance_by_field')),
      },
      {name: 'metaxy_provenance', value: ident(PROVENANCE)},
      {
        name: 'metaxy_data_version_by_field',
        value: storedByField(ownVersions ?? byField, form('metaxy_data_version_by_field')),
      },
      {name: 'metaxy_data_version', value: dataVersion},
      {
        name: 'metaxy_feature_version',
        value: version('metaxy_feature_version', () => known.versions.featureVersion),
      },
      {
        name: 'metaxy_project_version',
        value: version('metaxy_project_version', () =>
          writingProjectVersion(context, change.feature),
        ),
      },
      ...(given('metaxy_created_at')
        ? [
            {
              name: 'metaxy_created_at',
              value: time('metaxy_created_at', ident('metaxy_created_at')),
            },
          ]
        : []),
      {
        name: 'metaxy_deleted_at',
        value: time(
          'metaxy_deleted_at',
          given('metaxy_deleted_at') ? ident('metaxy_deleted_at') : raw('NULL'),
        ),
      },
      {name: 'metaxy_materialization_id', value: runId(run)},
    ],
    warnings: computed && spec.deps.length > 0 ? [withoutProvenance(change.feature)] : [],
  }
}

/** The form of an existing column decides, and the configuration for one that is made. */
function formOf(
  target: TableSource | null,
  name: SystemColumn,
  configured: 'struct' | 'map',
): 'struct' | 'map' | 'json' {
  const column = target?.columns.find(one => one.name === name)
  if (column === undefined) return configured
  const {kind} = parseColumnType(column.type)
  return kind === 'struct' || kind === 'map' ? kind : 'json'
}

function withoutProvenance(feature: FeatureKey): Warning {
  return {
    code: 'column_missing',
    message: `The rows for ${feature} have no metaxy_provenance: it is computed from metaxy_provenance_by_field. Rows of an increment have it.`,
    feature,
    column: 'metaxy_provenance',
  }
}
