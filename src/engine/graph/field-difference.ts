import type {FeatureKey, FieldKey} from '../models/feature-key.ts'
import type {FeatureSpec, FieldSpec} from '../models/feature-spec.ts'
import type {ComparedGraph, FieldDifference, FieldState} from './compared-graph.ts'
import {type FieldAddress, fieldAddressText} from './feature-graph.ts'
import {featurePlan, parentFields} from './feature-plan.ts'

/** A field's upstream field whose version moved, or that came or went with an edit of the upstream. */
export interface MovedParent {
  readonly address: FieldAddress
  readonly how: 'added' | 'removed' | 'moved'
}

export interface ComparedField {
  readonly difference: FieldDifference
  /** Upstream fields that moved it. */
  readonly moved: readonly MovedParent[]
  /** Upstream fields that an edit of this feature added or took away. */
  readonly rewired: readonly MovedParent[]
}

/** The fields of a feature that differ between two graphs, in the order of the newer one, then gone ones. */
export function fieldDifferences(
  feature: FeatureKey,
  from: ComparedGraph,
  to: ComparedGraph,
): readonly ComparedField[] {
  const before = fieldsOf(feature, from)
  const after = fieldsOf(feature, to)
  return [...new Set([...after.keys(), ...before.keys()])].flatMap(key => {
    const [was, is] = [before.get(key), after.get(key)]
    if (was === undefined || is === undefined) {
      const change = was === undefined ? 'added' : 'removed'
      const [one, other] = [was?.state ?? null, is?.state ?? null]
      return [{difference: {key, change, from: one, to: other}, moved: [], rewired: []}]
    }
    if (was.state.version === is.state.version && was.state.codeVersion === is.state.codeVersion) {
      return []
    }
    return [compared(key, was, is)]
  })
}

/** A field in one of the graphs. */
interface FieldThere {
  readonly spec: FeatureSpec
  readonly field: FieldSpec
  readonly state: FieldState
  readonly parents: ReadonlyMap<string, {readonly address: FieldAddress; readonly version: string}>
}

function compared(key: FieldKey, was: FieldThere, is: FieldThere): ComparedField {
  const moved: MovedParent[] = []
  const rewired: MovedParent[] = []
  for (const [text, parent] of new Map([...was.parents, ...is.parents])) {
    const {address} = parent
    const [before, after] = [was.parents.get(text), is.parents.get(text)]
    if (before !== undefined && after !== undefined) {
      if (before.version !== after.version) moved.push({address, how: 'moved'})
      continue
    }
    const list = asksTheSame(was, is, address.feature) ? moved : rewired
    list.push({address, how: before === undefined ? 'added' : 'removed'})
  }
  const own = was.state.codeVersion !== is.state.codeVersion || rewired.length > 0
  const change = own && moved.length > 0 ? 'both' : moved.length > 0 ? 'inherited' : 'own'
  return {difference: {key, change, from: was.state, to: is.state}, moved, rewired}
}

/** Whether a field names the fields of an upstream in the same way: what differs is then the upstream. */
function asksTheSame(was: FieldThere, is: FieldThere, upstream: FeatureKey): boolean {
  return [was, is].every(there => there.spec.deps.some(dep => dep.feature === upstream))
    ? asked(was, upstream) === asked(is, upstream)
    : false
}

function asked({spec, field}: FieldThere, upstream: FeatureKey): string {
  if (field.deps === 'all') return 'all'
  if (field.deps.length > 0) {
    return JSON.stringify(field.deps.filter(dep => dep.feature === upstream).map(dep => dep.fields))
  }
  const mapping = spec.deps.find(dep => dep.feature === upstream)?.fieldsMapping
  return mapping?.type === 'specific'
    ? JSON.stringify(mapping.mapping.get(field.key) ?? null)
    : JSON.stringify(mapping ?? null)
}

function fieldsOf(
  feature: FeatureKey,
  {graph, versions}: ComparedGraph,
): ReadonlyMap<FieldKey, FieldThere> {
  const plan = featurePlan(graph, feature)
  return new Map(
    plan.spec.fields.map(field => [
      field.key,
      {
        spec: plan.spec,
        field,
        state: {version: versionOf({feature, field: field.key}), codeVersion: field.codeVersion},
        parents: new Map(
          parentFields(plan, field.key).map(address => [
            fieldAddressText(address),
            {address, version: versionOf(address)},
          ]),
        ),
      },
    ]),
  )

  function versionOf(address: FieldAddress): string {
    return versions.get(address.feature)?.fieldVersions.get(address.field) ?? ''
  }
}
