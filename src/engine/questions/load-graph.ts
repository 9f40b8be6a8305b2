import {access} from 'node:fs/promises'
import type {Config} from '../config/config.ts'
import {readLockFile} from '../config/lock-file.ts'
import type {ProjectGraph} from '../graph/project-graph.ts'
import {buildProjectGraph} from '../metadata-store/build-project-graph.ts'
import {lockDrift} from '../metadata-store/lock-drift.ts'
import type {MetadataStore, OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {readAllPushes, readPushes} from './pushes.ts'
import type {AskOptions} from './questions.ts'

/**
 * The graph that questions are answered against: the pushes of the metadata store and metaxy.lock
 * (commands.md §1, definitions).
 *
 * @param chosen.beside a store whose pushes count last.
 * @throws MetaxyError SNAPSHOT_ERROR for an unknown snapshot, or when `locked` is set and the store has
 *   other versions than metaxy.lock; what opening the store throws.
 */
export async function loadGraph(
  config: Config,
  metadataStore: MetadataStore,
  {snapshot, beside}: {readonly snapshot?: string; readonly beside?: MetadataStore},
  options: AskOptions,
): Promise<ProjectGraph> {
  const lockFile = config.lockFile === null ? null : await lockFileAt(config.lockFile)
  return metadataStore.reading(async open => {
    const {pushed, warnings} = await readAllPushes(open)
    const graph = buildProjectGraph({
      config,
      pushed: [...pushed, ...(beside === undefined ? [] : [await pushesBeside(open, beside)])],
      lockFile,
      ...(snapshot === undefined ? {} : {snapshot}),
      tableNames: await open.tablesWithColumn('metaxy_provenance_by_field'),
    })
    const drift = snapshot === undefined ? lockDrift(lockFile, graph, config) : []
    return {...graph, warnings: [...graph.warnings, ...warnings, ...drift]}
  }, options)
}

async function pushesBeside({session}: OpenMetadataStore, other: MetadataStore) {
  return {metadataStore: other.config.name, rows: await readPushes(await other.beside(session))}
}

/** A project without a lock file is the usual one; one that cannot be read is an error. */
async function lockFileAt(path: string) {
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  return exists ? readLockFile(path) : null
}
