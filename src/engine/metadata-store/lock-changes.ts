import {access} from 'node:fs/promises'
import {type LockFile, readLockFile} from '../config/lock-file.ts'
import {ConfigError, type Warning} from '../errors.ts'
import {compareText, type FeatureKey} from '../models/feature-key.ts'
import type {LockContent} from './lock-content.ts'

export interface LockedFeatureVersion {
  readonly project: string
  readonly key: FeatureKey
  readonly version: string
}

/** What of a lock file is new; lists by key (stores.md §10). */
export interface LockChanges {
  readonly added: readonly LockedFeatureVersion[]
  readonly updated: readonly {
    readonly project: string
    readonly key: FeatureKey
    readonly oldVersion: string
    readonly newVersion: string
    /** The feature version is the same: only documentation, metadata or columns differ. */
    readonly metadataOnly: boolean
  }[]
  readonly removed: readonly LockedFeatureVersion[]
  readonly unchangedCount: number
  /** There is a difference, no file yet, or one that cannot be read. */
  readonly toWrite: boolean
  readonly warnings: readonly Warning[]
}

/** Compares definition versions: one that only moved with its upstream is no change, as in Metaxy. */
export async function lockChanges(file: string, content: LockContent): Promise<LockChanges> {
  const old = await oldLockFile(file)
  const known = new Map(
    (old.lockFile?.features ?? []).map(locked => [locked.definition.spec.key, locked]),
  )
  const now = new Set(content.entries.map(({definition}) => definition.spec.key))
  const added = content.entries
    .filter(({definition}) => !known.has(definition.spec.key))
    .map(({definition: {project, spec}, featureVersion}) => ({
      project,
      key: spec.key,
      version: featureVersion,
    }))
  const updated = content.entries.flatMap(entry => {
    const {key} = entry.definition.spec
    const before = known.get(key)
    if (before === undefined || before.definitionVersion === entry.definitionVersion) return []
    const [oldVersion, newVersion] = [before.featureVersion, entry.featureVersion]
    const {project} = entry.definition
    return [{project, key, oldVersion, newVersion, metadataOnly: oldVersion === newVersion}]
  })
  const removed = [...known.values()]
    .filter(({definition}) => !now.has(definition.spec.key))
    .map(({definition: {project, spec}, featureVersion}) => ({
      project,
      key: spec.key,
      version: featureVersion,
    }))
    .sort((a, b) => compareText(a.key, b.key))
  return {
    added,
    updated,
    removed,
    unchangedCount: now.size - added.length - updated.length,
    toWrite: old.lockFile === null || added.length + updated.length + removed.length > 0,
    warnings: old.warnings,
  }
}

/** A file that cannot be read counts as none. */
async function oldLockFile(
  file: string,
): Promise<{readonly lockFile: LockFile | null; readonly warnings: readonly Warning[]}> {
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  if (!exists) return {lockFile: null, warnings: []}
  try {
    const lockFile = await readLockFile(file)
    const [broken] = lockFile.broken
    return broken === undefined ? {lockFile, warnings: []} : unreadable(broken.reason)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return unreadable(error.message)
  }

  function unreadable(why: string) {
    const message = `Could not parse existing lock file at ${file}; treating as fresh. ${why}`
    return {lockFile: null, warnings: [{code: 'lock_file_unreadable', message, file}]}
  }
}
