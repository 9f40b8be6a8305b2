import {writeFile} from 'node:fs/promises'
import type {Config} from '../config/config.ts'
import {MetaxyError, type Warning} from '../errors.ts'
import {collectDefinitions} from '../metadata-store/collect-definitions.ts'
import {type LockChanges, lockChanges} from '../metadata-store/lock-changes.ts'
import {lockContent} from '../metadata-store/lock-content.ts'
import {lockToml} from '../metadata-store/lock-toml.ts'
import type {MetadataStore} from '../metadata-store/metadata-store.ts'
import {latestOfAll} from '../metadata-store/snapshots.ts'
import {throughTemporaryFile} from '../transfer/temporary-file.ts'
import {readAllPushes} from './pushes.ts'
import type {AskOptions} from './questions.ts'

export interface LockRequest extends AskOptions {
  /** Default: `metaxy_lock_path` of the configuration. */
  readonly file?: string
  /** Says what would change and writes nothing. */
  readonly dryRun?: boolean
}

export interface LockResult extends Omit<LockChanges, 'toWrite'> {
  readonly file: string
  readonly written: boolean
}

/**
 * Writes metaxy.lock as `metaxy lock` does (stores.md §10): as a whole, and only when a definition was
 * added, changed or removed.
 *
 * @param file where it goes; absolute.
 * @throws MetaxyError INVALID_INPUT without a configured project or with a null in metadata;
 *   FEATURES_NOT_FOUND for features that nobody has pushed.
 */
export async function lockFeatures(
  config: Config,
  metadataStore: MetadataStore,
  file: string,
  request: LockRequest,
): Promise<LockResult> {
  const {project, hashTruncationLength, extraFeatures: selections} = config
  if (project === null) throw projectMissing()
  const {pushed, warnings: unread} = await metadataStore.reading(readAllPushes, request)
  const collected = collectDefinitions(pushed, null)
  const local = [...collected.definitions.values()].filter(one => one.project === project)
  const latest = latestOfAll(pushed.map(({rows}) => rows))
  const content = lockContent(local, latest, {project, selections, hashTruncationLength})
  const text = lockToml(content)
  const {toWrite, ...changes} = await lockChanges(file, content)
  const written = toWrite && request.dryRun !== true
  if (written) await throughTemporaryFile(file, temporary => writeFile(temporary, text))
  const warnings: readonly Warning[] = [...unread, ...content.warnings, ...changes.warnings]
  return {file, written, ...changes, warnings}
}

function projectMissing(): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: "The 'project' field must be set in metaxy.toml to write a lock file.",
    hint: 'The features of all other projects are external.',
  })
}
