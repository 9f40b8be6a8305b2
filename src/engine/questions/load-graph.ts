import {access} from 'node:fs/promises'
import type {Config} from '../config/config.ts'
import {readLockFile} from '../config/lock-file.ts'
import {MetaxyError, type Warning} from '../errors.ts'
import type {ProjectGraph} from '../graph/project-graph.ts'
import {buildProjectGraph} from '../metadata-store/build-project-graph.ts'
import type {PushedRows} from '../metadata-store/collect-definitions.ts'
import type {MetadataStore, OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {readPushes} from './pushes.ts'
import type {AskOptions} from './questions.ts'

/**
 * The graph that questions are answered against: the pushes of the metadata store and metaxy.lock
 * (commands.md §1, definitions).
 *
 * @throws MetaxyError SNAPSHOT_ERROR for an unknown snapshot; what opening the store throws.
 */
export async function loadGraph(
  config: Config,
  metadataStore: MetadataStore,
  {snapshot}: {readonly snapshot?: string},
  options: AskOptions,
): Promise<ProjectGraph> {
  const lockFile = config.lockFile === null ? null : await lockFileAt(config.lockFile)
  return metadataStore.reading(async open => {
    const own = {metadataStore: metadataStore.config.name, rows: await readPushes(open)}
    const behind = await fallbackPushes(open)
    const graph = buildProjectGraph({
      config,
      pushed: [own, ...behind.pushed],
      lockFile,
      ...(snapshot === undefined ? {} : {snapshot}),
      tableNames: await open.tablesWithColumn('metaxy_provenance_by_field'),
    })
    return {...graph, warnings: [...graph.warnings, ...behind.warnings]}
  }, options)
}

/** A fallback store that cannot be read hides at most the pushes that only it has. */
async function fallbackPushes(
  open: OpenMetadataStore,
): Promise<{pushed: readonly PushedRows[]; warnings: readonly Warning[]}> {
  const pushed: PushedRows[] = []
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

/** A project without a lock file is the usual one; one that cannot be read is an error. */
async function lockFileAt(path: string) {
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  return exists ? readLockFile(path) : null
}
