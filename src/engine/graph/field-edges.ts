import {type FeatureGraph, type FieldAddress, fieldAddressText} from './feature-graph.ts'
import {featurePlan, parentFields} from './feature-plan.ts'
import {groupBy} from './group-by.ts'

/** A field and one field that is computed from it. */
export interface FieldEdge {
  readonly from: FieldAddress
  readonly to: FieldAddress
}

/**
 * Every field → field edge of a checked graph: features in registration order, fields as declared.
 *
 * @throws MetaxyError when a feature cannot be resolved; the graph of `checkGraph` always can.
 */
export function fieldEdges(graph: FeatureGraph): readonly FieldEdge[] {
  return [...graph.definitions.keys()].flatMap(feature => {
    const plan = featurePlan(graph, feature)
    return plan.spec.fields.flatMap(field =>
      parentFields(plan, field.key).map(from => ({from, to: {feature, field: field.key}})),
    )
  })
}

/** The fields that a change of this one reaches, nearest first. */
export function downstreamFields(
  edges: readonly FieldEdge[],
  source: FieldAddress,
): readonly FieldAddress[] {
  return closure(edges, source, 'from', 'to')
}

/** The fields that this one is computed from, directly or not, nearest first. */
export function upstreamFields(
  edges: readonly FieldEdge[],
  source: FieldAddress,
): readonly FieldAddress[] {
  return closure(edges, source, 'to', 'from')
}

function closure(
  edges: readonly FieldEdge[],
  source: FieldAddress,
  here: keyof FieldEdge,
  there: keyof FieldEdge,
): readonly FieldAddress[] {
  const edgesOf = groupBy(edges, edge => fieldAddressText(edge[here]))
  const reached = new Map([[fieldAddressText(source), source]])
  // A Map goes on to what is added while it is walked.
  for (const text of reached.keys()) {
    for (const edge of edgesOf.get(text) ?? []) {
      reached.set(fieldAddressText(edge[there]), edge[there])
    }
  }
  return [...reached.values()].slice(1)
}
