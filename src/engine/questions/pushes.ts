import {MetaxyError, type Warning} from '../errors.ts'
import type {PushedRows} from '../metadata-store/collect-definitions.ts'
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

/**
 * The pushes of a metadata store and of its fallback stores, in order. A fallback store that cannot be
 * read hides at most the pushes that only it has.
 */
export async function readAllPushes(
  open: OpenMetadataStore,
): Promise<{readonly pushed: readonly PushedRows[]; readonly warnings: readonly Warning[]}> {
  const pushed: PushedRows[] = [{metadataStore: open.config.name, rows: await readPushes(open)}]
  const warnings: Warning[] = []
  for (const fallback of open.fallbackStores) {
    try {
      pushed.push({metadataStore: fallback.name, rows: await readPushes(await fallback.open())})
    } catch (error) {
      if (!(error instanceof MetaxyError)) throw error
      warnings.push({
        code: 'fallback_not_read',
        message: `The pushes of fallback store "${fallback.name}" are not known: ${error.message}`,
        store: fallback.name,
      })
    }
  }
  return {pushed, warnings}
}
