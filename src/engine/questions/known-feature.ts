import {MetaxyError} from '../errors.ts'
import type {FeatureVersions} from '../graph/project-graph.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import {type FeatureKey, parseKey} from '../models/feature-key.ts'
import {nearNames} from '../models/near-names.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Context} from './context.ts'
import {type Reach, readableTable} from './readable-table.ts'

/** A feature of the graph that can be worked with. */
export interface KnownFeature {
  readonly definition: FeatureDefinition
  readonly versions: FeatureVersions
}

/**
 * @throws MetaxyError INVALID_FEATURE_KEY; FEATURES_NOT_FOUND with near names; SNAPSHOT_LOAD_FAILED
 *   when the feature is known but broken.
 */
export function knownFeature(context: Context, feature: FeatureKey): KnownFeature {
  parseKey(feature)
  const {graph, versions, broken} = context.graph
  const definition = graph.definitions.get(feature)
  const known = versions.get(feature)
  if (definition !== undefined && known !== undefined) return {definition, versions: known}
  const defect = broken.find(one => one.feature === feature)
  if (defect !== undefined) {
    throw new MetaxyError({
      code: 'SNAPSHOT_LOAD_FAILED',
      message: `Feature ${feature} cannot be used: ${defect.reason}`,
      hint: 'Correct its definition and run `metaxy push` again.',
      details: {feature},
    })
  }
  throw featuresNotFound(context, [feature])
}

/** The error for keys that no definition has, with keys that look like them. */
export function featuresNotFound(context: Context, features: readonly FeatureKey[]): MetaxyError {
  const near = features.flatMap(feature => nearNames(feature, [...context.graph.versions.keys()]))
  const registered = context.graph.versions.size > 0
  return new MetaxyError({
    code: registered ? 'FEATURES_NOT_FOUND' : 'NO_FEATURES',
    message: registered
      ? `Feature${features.length > 1 ? 's' : ''} not found: ${features.join(', ')}.`
      : 'No feature is registered: there is no push and no lock file.',
    hint: registered
      ? near.length > 0
        ? `Did you mean ${[...new Set(near)].join(', ')}?`
        : '`mxx list features` lists the features of the current graph.'
      : 'Run `metaxy push` in the project.',
    details: registered ? {features} : {},
  })
}

/**
 * The table of a feature.
 * @throws MetaxyError FEATURE_NOT_WRITTEN when there is none within reach; as `readableTable`.
 */
export async function writtenTable(
  context: Context,
  open: OpenMetadataStore,
  feature: FeatureKey,
  reach: Reach = 'with-fallback',
): Promise<TableSource> {
  const {spec} = knownFeature(context, feature).definition
  const table = await readableTable(open, spec, reach)
  if (table !== null) return table
  const names = [open.config.name, ...open.fallbackStores.map(({name}) => name)]
  const asked = reach === 'own' ? names.slice(0, 1) : names
  throw new MetaxyError({
    code: 'FEATURE_NOT_WRITTEN',
    message: `Feature ${feature} is defined but metadata store ${asked.map(name => `"${name}"`).join(' or ')} has no table for it.`,
    hint: 'Its rows appear when the pipeline writes them.',
    details: {feature},
  })
}
