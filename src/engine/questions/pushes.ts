import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {
  FEATURE_VERSIONS_KEY,
  type FeatureVersionRow,
  featureVersionsQuery,
  toFeatureVersionRow,
} from '../metadata-store/system-tables.ts'

/** Every row of the system table of pushes, oldest first; none when nothing was pushed (stores.md §3.4). */
export async function readPushes(open: OpenMetadataStore): Promise<readonly FeatureVersionRow[]> {
  const table = await open.table(FEATURE_VERSIONS_KEY)
  if (table === null) return []
  const rows = await open.session.values(featureVersionsQuery(table.from, table.columns))
  return rows.map(toFeatureVersionRow)
}
