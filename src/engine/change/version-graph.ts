import {MetaxyError, type Warning} from '../errors.ts'
import {upstreamOf} from '../graph/impact.ts'
import {buildProjectGraph} from '../metadata-store/build-project-graph.ts'
import type {PushedRows} from '../metadata-store/collect-definitions.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {knownVersions} from '../metadata-store/snapshots.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Context} from '../questions/context.ts'
import {knownFeature} from '../questions/known-feature.ts'
import {readAllPushes} from '../questions/pushes.ts'

/** One version of a feature with the graph that it belongs to. */
export interface VersionGraph {
  readonly featureVersion: string
  readonly isCurrent: boolean
  /** What rows of it are stamped with; null when no push has it, or the writing project is not clear. */
  readonly projectVersion: string | null
  /** Answers questions against that graph; null when no push has the version. */
  readonly context: Context | null
  readonly warnings: readonly Warning[]
}

/** The versions of a feature that are current, were pushed, or are found in its own rows. */
export interface KnownVersions {
  /**
   * A whole version or the beginning of exactly one.
   * @throws MetaxyError INVALID_INPUT listing the known ones.
   */
  find(option: '--from' | '--to', version: string): VersionGraph
}

export async function versionsOf(
  context: Context,
  open: OpenMetadataStore,
  feature: FeatureKey,
): Promise<KnownVersions> {
  const {pushed} = await readAllPushes(open)
  const table = await open.table(feature)
  const stored =
    table === null
      ? []
      : await open.session.values({
          text: `SELECT DISTINCT metaxy_feature_version FROM ${table.from.text}
            WHERE metaxy_feature_version IS NOT NULL ORDER BY 1`,
          values: table.from.values,
        })
  const current = knownFeature(context, feature).versions.featureVersion
  const known = new Set([
    current,
    ...pushed.flatMap(({rows}) => knownVersions(rows, feature).map(one => one.featureVersion)),
    ...stored.map(([version]) => String(version)),
  ])
  return {
    find: (option, version) => {
      const whole = wholeVersion([...known], version)
      if (whole === null) throw unknownVersion(feature, option, version, [...known])
      return whole === current
        ? {
            featureVersion: whole,
            isCurrent: true,
            projectVersion: context.graph.writingProjectVersion,
            context,
            warnings: [],
          }
        : graphOf(context, pushed, feature, whole)
    },
  }
}

function wholeVersion(known: readonly string[], version: string): string | null {
  if (known.includes(version)) return version
  const [only, ...others] = known.filter(one => version !== '' && one.startsWith(version))
  return only !== undefined && others.length === 0 ? only : null
}

/** The newest push that recorded the version, in the first store of the chain that has one. */
function graphOf(
  context: Context,
  pushed: readonly PushedRows[],
  feature: FeatureKey,
  featureVersion: string,
): VersionGraph {
  const rows = pushed
    .map(one => one.rows.filter(row => row.featureKey === feature))
    .map(ofFeature => ofFeature.filter(row => row.featureVersion === featureVersion))
    .find(found => found.length > 0)
  const newest = rows?.reduce((a, b) => (b.recordedAtMicros >= a.recordedAtMicros ? b : a))
  if (newest === undefined) {
    return {featureVersion, isCurrent: false, projectVersion: null, context: null, warnings: []}
  }
  const graph = buildProjectGraph({
    config: context.config,
    pushed,
    lockFile: null,
    snapshot: newest.projectVersion,
    tableNames: [],
  })
  const others = upstreamOf(graph.graph, feature).filter(
    key => graph.graph.definitions.get(key)?.project !== newest.project,
  )
  return {
    featureVersion,
    isCurrent: false,
    projectVersion: newest.projectVersion,
    context: {...context, graph},
    warnings: others.map(key => ({
      code: 'completed_graph',
      message: `Push ${newest.projectVersion} has no definition of ${key}: the newest of its time stands for it.`,
      feature: key,
    })),
  }
}

function unknownVersion(
  feature: FeatureKey,
  option: string,
  version: string,
  known: readonly string[],
): MetaxyError {
  const begun = known.filter(one => version !== '' && one.startsWith(version))
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message:
      begun.length > 1
        ? `${option} "${version}" begins several versions of ${feature}: ${begun.join(', ')}.`
        : `${feature} has no version "${version}" (${option}).`,
    hint: `Its versions are ${known.join(', ')}; see \`mxx versions ${feature}\`.`,
    details: {feature, versions: known},
  })
}
