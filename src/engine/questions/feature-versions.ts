import {knownVersions} from '../metadata-store/snapshots.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Context} from './context.ts'
import {countByVersion, type VersionCounts} from './feature-version-counts.ts'
import {knownFeature} from './known-feature.ts'
import {readPushes} from './pushes.ts'
import type {AskOptions, FeatureVersionRecord} from './questions.ts'

const NO_ROWS: VersionCounts = {rows: 0, liveRows: 0, deletedRows: 0, newestRows: 0}

/** The versions of a feature that were pushed or are found in its rows, newest push first (commands.md §2). */
export async function featureVersions(
  context: Context,
  feature: FeatureKey,
  options: AskOptions,
): Promise<readonly FeatureVersionRecord[]> {
  const {definition, versions} = knownFeature(context, feature)
  return context.metadataStore.reading(async open => {
    const pushed = knownVersions(await readPushes(open), feature)
    const counts = await countByVersion(open, definition.spec)
    const record = (featureVersion: string) => ({
      featureVersion,
      ...(counts.get(featureVersion) ?? NO_ROWS),
      isCurrent: featureVersion === versions.featureVersion,
    })
    const known = new Set(pushed.map(one => one.featureVersion))
    const onlyStored = [...counts.keys()].filter(version => !known.has(version)).toSorted()
    return [
      ...pushed.map(one => ({...one, ...record(one.featureVersion), known: true})),
      ...onlyStored.map(version => ({
        ...record(version),
        projectVersions: [],
        firstRecordedAtMicros: null,
        lastRecordedAtMicros: null,
        known: false,
      })),
    ]
  }, options)
}
