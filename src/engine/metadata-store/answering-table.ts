import type {FeatureKey} from '../models/feature-key.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {OpenMetadataStore} from './metadata-store.ts'

/**
 * The table that answers for a feature: the metadata store's own, else that of the first fallback store
 * that has one; an empty table is one (stores.md §7). Null when there is none anywhere.
 *
 * @throws what opening a fallback store throws that has to be asked.
 */
export async function answeringTable(
  open: OpenMetadataStore,
  feature: FeatureKey,
): Promise<TableSource | null> {
  const own = await open.table(feature)
  if (own !== null) return own
  for (const fallback of open.fallbackStores) {
    const found = await (await fallback.open()).table(feature)
    if (found !== null) return found
  }
  return null
}
