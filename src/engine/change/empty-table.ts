import {ident, join, raw, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** Stands for a table that is not there where a change has nothing to do: ids, versions and times, no rows. */
export function emptyTable(
  {config}: OpenMetadataStore,
  feature: FeatureKey,
  idColumns: readonly string[],
): TableSource {
  const columns = [
    ...idColumns.map(name => ({name, type: 'VARCHAR'})),
    {name: 'metaxy_provenance', type: 'VARCHAR'},
    {name: 'metaxy_feature_version', type: 'VARCHAR'},
    {name: 'metaxy_project_version', type: 'VARCHAR'},
    {name: 'metaxy_updated_at', type: 'TIMESTAMP WITH TIME ZONE'},
    {name: 'metaxy_deleted_at', type: 'TIMESTAMP WITH TIME ZONE'},
  ]
  const cells = columns.map(({name, type}) => sql`NULL::${raw(type)} AS ${ident(name)}`)
  return {
    feature,
    metadataStore: config.name,
    kind: config.kind,
    from: sql`(SELECT ${join(cells)}, 0::BIGINT AS __mxx_row_number WHERE FALSE)`,
    rowId: ident('__mxx_row_number'),
    columns,
    tieWinner: 'first-stored',
    logVersion: null,
  }
}
