import {MetaxyError} from '../errors.ts'
import {compareText, type FeatureKey, type FieldKey} from '../models/feature-key.ts'
import type {FieldDep, FieldSpec} from '../models/feature-spec.ts'
import {
  type FeatureGraph,
  type FeaturePlan,
  type FieldAddress,
  fieldAddressText,
  type Parent,
} from './feature-graph.ts'
import {mappedFields} from './mapped-fields.ts'

/**
 * A feature with its direct parents (versioning.md §3.1).
 *
 * @throws MetaxyError INVALID_INPUT when a parent is not in the graph or is named twice.
 */
export function featurePlan(graph: FeatureGraph, feature: FeatureKey): FeaturePlan {
  const spec = graph.definitions.get(feature)?.spec
  if (spec === undefined) throw invalid(`Feature "${feature}" is not in the graph.`)
  const parents = spec.deps.map((dep, index): Parent => {
    if (spec.deps.findIndex(other => other.feature === dep.feature) < index) {
      throw invalid(
        `Feature "${feature}" names "${dep.feature}" twice among its deps: Metaxy would join it with itself.`,
      )
    }
    const parent = graph.definitions.get(dep.feature)
    if (parent === undefined) {
      throw invalid(
        `Feature "${feature}" depends on "${dep.feature}" which is not in the graph.`,
        'Push the project that defines it, or run `metaxy lock` where it is used.',
      )
    }
    return {dep, spec: parent.spec}
  })
  return {spec, parents}
}

/**
 * The upstream fields that a field is computed from, sorted by their text (versioning.md §3.2).
 *
 * @throws MetaxyError INVALID_INPUT when a named field does not exist, or none is found at all.
 */
export function parentFields(plan: FeaturePlan, key: FieldKey): readonly FieldAddress[] {
  if (plan.parents.length === 0) return []
  const field = plan.spec.fields.find(other => other.key === key)
  if (field === undefined) throw invalid(`Feature "${plan.spec.key}" has no field "${key}".`)
  const found = new Map(addresses(plan, field).map(address => [fieldAddressText(address), address]))
  if (found.size === 0 && field.deps.length === 0) {
    throw invalid(
      `Field "${key}" of feature "${plan.spec.key}" finds no upstream field: every dep's fields mapping is empty for it.`,
    )
  }
  return [...found]
    .sort(([left], [right]) => compareText(left, right))
    .map(([, address]) => address)
}

function addresses(plan: FeaturePlan, field: FieldSpec): readonly FieldAddress[] {
  if (field.deps === 'all') return plan.parents.flatMap(allFields)
  if (field.deps.length > 0) return field.deps.flatMap(dep => namedFields(plan, field, dep))
  return plan.parents.flatMap(({dep, spec}) =>
    mappedFields(dep.fieldsMapping, field.key, spec).map(key => ({feature: spec.key, field: key})),
  )
}

function allFields({spec}: Parent): readonly FieldAddress[] {
  return spec.fields.map(({key}) => ({feature: spec.key, field: key}))
}

function namedFields(plan: FeaturePlan, field: FieldSpec, dep: FieldDep): readonly FieldAddress[] {
  const parent = plan.parents.find(({spec}) => spec.key === dep.feature)
  const owner = `Field "${field.key}" of feature "${plan.spec.key}"`
  if (parent === undefined) {
    throw invalid(`${owner} depends on feature "${dep.feature}" which is not among the deps.`)
  }
  if (dep.fields === 'all') return allFields(parent)
  return dep.fields.map(key => {
    if (!parent.spec.fields.some(upstream => upstream.key === key)) {
      throw invalid(`${owner} depends on "${dep.feature}.${key}", a field that does not exist.`)
    }
    return {feature: dep.feature, field: key}
  })
}

function invalid(message: string, hint?: string): MetaxyError {
  return new MetaxyError({code: 'INVALID_INPUT', message, ...(hint === undefined ? {} : {hint})})
}
