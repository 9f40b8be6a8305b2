import type {MetadataStoreConfig} from '../config/config.ts'
import {displayOf} from '../config/display.ts'
import type {AttachingSession, DuckDB, WorkOptions} from '../duckdb/connection.ts'
import {sayingDamage} from './delta-damage.ts'
import {type DeltaPlace, layoutOf, tableFolder} from './delta-layout.ts'
import {deltaRoot} from './delta-root.ts'
import {deltaSnapshots, logStamp} from './delta-snapshots.ts'
import {openDeltaTables} from './delta-tables.ts'
import {deltaStatements, runDeltaWrite} from './delta-writes.ts'
import type {MetadataStore, WritableMetadataStore} from './metadata-store.ts'

/**
 * A metadata store of local Delta Lake tables: a folder per feature below `root_path` (stores.md §2.4).
 * It holds no lock; each write is one commit of one table.
 *
 * @param directory the working directory that a relative `root_path` starts from.
 * @param now microseconds since 1970, UTC: the time that logs give their commits.
 * @throws ConfigError when `root_path` is missing or `layout` is unknown; MetaxyError UNSUPPORTED when the
 *   tables are not on this machine.
 */
export async function deltaMetadataStore(
  config: MetadataStoreConfig,
  directory: string,
  duckdb: DuckDB,
  now: () => bigint,
): Promise<MetadataStore> {
  const root = await deltaRoot(config, directory)
  const place: DeltaPlace = {root, layout: layoutOf(config), found: new Map()}
  const snapshots = deltaSnapshots()
  const open = (session: AttachingSession) =>
    openDeltaTables(config, sayingDamage(session), place, snapshots)
  return {
    config,
    display: displayOf(config, directory),
    location: root,
    atomicity: 'table',
    // A table is made by its first commit.
    create: async () => {},
    reading: (work, options: WorkOptions = {}) =>
      duckdb.session(session => work(open(session)), options),
    writing: (work, options: WorkOptions = {}) =>
      duckdb.session(session => {
        const tables = open(session)
        const writable: WritableMetadataStore = {
          ...tables,
          write: async write => {
            try {
              return await runDeltaWrite(tables, place, write, now())
            } finally {
              tables.forget(write.feature)
            }
          },
          transaction: work => work(),
        }
        return work(writable)
      }, options),
    beside: async session => open(session),
    statements: write => deltaStatements(place, write),
    stamp: async feature => {
      const folder = await tableFolder(place, feature)
      return folder === null ? '' : `${folder} ${await logStamp(folder)}`
    },
  }
}
