import type {MetadataStoreConfig} from '../config/config.ts'
import {firstFields} from '../delta/first-fields.ts'
import {relationNear} from '../delta/relation.ts'
import type {DeltaSnapshot} from '../delta/snapshot.ts'
import type {AttachingSession} from '../duckdb/connection.ts'
import {MetaxyError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {type DeltaPlace, tableFolder, tableFolders} from './delta-layout.ts'
import type {DeltaSnapshots} from './delta-snapshots.ts'
import type {OpenMetadataStore} from './metadata-store.ts'

export interface DeltaTables extends OpenMetadataStore {
  /** What `table` was made from; null when there is no table. */
  snapshot(feature: FeatureKey): Promise<DeltaSnapshot | null>
  /** The table of the feature was changed: it is read anew when it is asked next. */
  forget(feature: FeatureKey): void
}

/** The Delta tables below a folder as sources of rows. Each is read at one version, however often it is asked. */
export function openDeltaTables(
  config: MetadataStoreConfig,
  session: AttachingSession,
  place: DeltaPlace,
  snapshots: DeltaSnapshots,
): DeltaTables {
  const known = new Map<FeatureKey, Promise<Described | null>>()
  const described = (feature: FeatureKey) => {
    const made = known.get(feature) ?? describe(config, session, place, snapshots, feature)
    known.set(feature, made)
    return made
  }
  return {
    config,
    session,
    fallbackStores: [],
    tablesWithColumn: async column => {
      const found = await Promise.all(
        (await tableFolders(place.root)).map(async ({name, folder}) => {
          // Columns are only ever added, so that the first commit mostly says enough.
          const fields = await firstFields(folder).catch(unreadable)
          if (fields?.some(field => field.name === column) === true) return [name]
          const table = await snapshots.read(session, folder).catch(unreadable)
          return table?.snapshot.fields.some(field => field.name === column) === true ? [name] : []
        }),
      )
      return [...new Set(found.flat())].sort()
    },
    table: async feature => (await described(feature))?.source ?? null,
    snapshot: async feature => (await described(feature))?.snapshot ?? null,
    forget: feature => known.delete(feature),
  }
}

interface Described {
  readonly snapshot: DeltaSnapshot
  readonly source: TableSource
}

async function describe(
  config: MetadataStoreConfig,
  session: AttachingSession,
  place: DeltaPlace,
  snapshots: DeltaSnapshots,
  feature: FeatureKey,
): Promise<Described | null> {
  const folder = await tableFolder(place, feature)
  if (folder !== null) place.found.set(feature, folder)
  const table = folder === null ? null : await snapshots.read(session, folder)
  if (table === null) return null
  const {snapshot, relation} = table
  const {from, rowId, columns} = await relation()
  const source: TableSource = {
    feature,
    metadataStore: config.name,
    kind: config.kind,
    from,
    rowId,
    columns,
    tieWinner: 'last-stored',
    near: rowIds => relationNear(snapshot, rowIds).from,
    stored: table.stored,
    logVersion: snapshot.version,
  }
  return {snapshot, source}
}

/** A table that cannot be read says so where it is asked for. */
function unreadable(error: unknown): null {
  if (error instanceof MetaxyError) return null
  throw error
}
