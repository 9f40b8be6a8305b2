import {MetaxyError, type Warning} from '../errors.ts'
import {checkGraph} from '../graph/check-graph.ts'
import type {FeatureVersions} from '../graph/project-graph.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import {compareText, type FeatureKey} from '../models/feature-key.ts'
import {graphVersions} from '../versioning/versions.ts'
import {definitionOfRow} from './definition-of-row.ts'
import type {FeatureVersionRow} from './system-tables.ts'

export interface LockEntry extends FeatureVersions {
  readonly definition: FeatureDefinition
}

export interface LockContent {
  /** By key text. */
  readonly entries: readonly LockEntry[]
  readonly warnings: readonly Warning[]
}

/** One of `extra_features` in the configuration (versioning.md §2.8). */
export type FeatureSelection = Readonly<Record<string, unknown>>

/**
 * What metaxy.lock holds (stores.md §10): every definition of other projects that the local features
 * need, directly or not, and the selected ones with theirs.
 *
 * @param local the project's own features.
 * @param latest the newest row of every feature, over all projects.
 * @throws MetaxyError FEATURES_NOT_FOUND for what nobody has pushed; GENERIC_ERROR when a computed
 *   version is not the recorded one.
 */
export function lockContent(
  local: readonly FeatureDefinition[],
  latest: ReadonlyMap<FeatureKey, FeatureVersionRow>,
  options: {
    readonly project: string
    readonly selections: readonly FeatureSelection[]
    readonly hashTruncationLength: number
  },
): LockContent {
  const own = new Map(local.map(definition => [definition.spec.key, definition]))
  const {available, warnings} = readable(latest, options.project)
  const wanted = [
    ...local.flatMap(depsOf),
    ...options.selections.flatMap(selection => selected(selection, available)),
  ]
  const needed = new Map<FeatureKey, FeatureDefinition>()
  const missing = new Set<FeatureKey>()
  // An array goes on to what is added while it is walked.
  for (const key of wanted) {
    if (own.has(key) || needed.has(key)) continue
    const definition = available.get(key)
    if (definition === undefined) missing.add(key)
    else {
      needed.set(key, definition)
      wanted.push(...depsOf(definition))
    }
  }
  if (missing.size > 0) throw notPushed([...missing].sort(compareText))
  const {graph, broken} = checkGraph({definitions: new Map([...own, ...needed])})
  const wrong = broken.filter(({feature}) => needed.has(feature))
  if (wrong.length > 0) throw unusable(wrong.map(({reason}) => reason))
  const versions = graphVersions(graph, options.hashTruncationLength)
  const entries = [...needed.values()].flatMap((definition): LockEntry[] => {
    const computed = versions.get(definition.spec.key)
    return computed === undefined ? [] : [{definition, ...asRecorded(definition, computed)}]
  })
  return {
    entries: entries.sort((a, b) => compareText(a.definition.spec.key, b.definition.spec.key)),
    warnings,
  }
}

function readable(latest: ReadonlyMap<FeatureKey, FeatureVersionRow>, project: string) {
  const available = new Map<FeatureKey, FeatureDefinition>()
  const warnings: Warning[] = []
  for (const [feature, row] of latest) {
    if (row.project === project) continue
    const made = definitionOfRow(row)
    if ('spec' in made) available.set(feature, made)
    else warnings.push({code: 'broken_feature', message: made.reason, feature})
  }
  return {available, warnings}
}

function selected(
  {all, projects, keys}: FeatureSelection,
  available: ReadonlyMap<FeatureKey, FeatureDefinition>,
): readonly FeatureKey[] {
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
  if (all === true) return [...available.keys()]
  const ofProjects = [...available].filter(([, one]) => texts(projects).includes(one.project))
  return [...ofProjects.map(([key]) => key), ...texts(keys)]
}

function depsOf(definition: FeatureDefinition): readonly FeatureKey[] {
  return definition.spec.deps.map(dep => dep.feature)
}

function asRecorded(definition: FeatureDefinition, computed: FeatureVersions): FeatureVersions {
  const {key} = definition.spec
  const recorded = definition.recorded?.featureVersion ?? ''
  if (recorded === '' || recorded === computed.featureVersion) return computed
  throw new MetaxyError({
    code: 'GENERIC_ERROR',
    message: `The feature version of "${key}" was recorded as ${recorded}, computed is ${computed.featureVersion}; nothing was written.`,
    hint: `Push project "${definition.project}" again: what "${key}" depends on has moved since.`,
    details: {feature: key, recorded, computed: computed.featureVersion},
  })
}

function notPushed(features: readonly FeatureKey[]): MetaxyError {
  return new MetaxyError({
    code: 'FEATURES_NOT_FOUND',
    message: `Features not found in metadata store: ${features.join(', ')}`,
    hint: 'Run `metaxy push` in the project that defines these features.',
    details: {features},
  })
}

function unusable(reasons: readonly string[]): MetaxyError {
  return new MetaxyError({code: 'INVALID_INPUT', message: reasons.join('\n')})
}
