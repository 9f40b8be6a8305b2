import {describe, expect, test} from 'vitest'
import {fieldAddressText} from '../../../src/engine/graph/feature-graph.ts'
import {featurePlan, parentFields} from '../../../src/engine/graph/feature-plan.ts'
import {downstreamOf, upstreamOf} from '../../../src/engine/graph/impact.ts'
import {topologicalOrder} from '../../../src/engine/graph/topological-order.ts'
import {parseFeatureSpec} from '../../../src/engine/models/parse-feature-spec.ts'
import {
  featureCodeVersion,
  graphVersions,
  projectVersion,
  specVersion,
} from '../../../src/engine/versioning/versions.ts'
import {graphOf, type RecordedGraph, recordedGraphs} from './random-graphs.ts'

describe.each(recordedGraphs().map((recorded, index) => [index, recorded] as const))(
  'random graph %i of the real Metaxy',
  (_, recorded) => {
    const graph = graphOf(recorded)

    test('the fields that each field is computed from', () => {
      expect(ofEveryFeature(recorded, key => parentTexts(key))).toEqual(
        told(recorded, feature => feature.parents),
      )
    })

    test('field, feature, code, spec and definition versions', () => {
      const versions = graphVersions(graph, recorded.length)
      for (const feature of recorded.features) {
        const spec = parseFeatureSpec(feature.spec)
        expect({
          ...versions.get(spec.key),
          fieldVersions: Object.fromEntries(versions.get(spec.key)?.fieldVersions ?? []),
          spec: specVersion(feature.spec, recorded.length),
          code: featureCodeVersion(spec, recorded.length),
        }).toEqual({
          featureVersion: feature.feature_version,
          fieldVersions: feature.field_versions,
          definitionVersion: feature.definition_version,
          spec: feature.spec_version,
          code: feature.code_version,
        })
      }
    })

    test('project versions, also of a project without features', () => {
      const versions = graphVersions(graph, recorded.length)
      for (const [project, version] of Object.entries(recorded.project_versions)) {
        const own = [...graph.definitions].filter(([, other]) => other.project === project)
        const ofProject = new Map(
          own.map(([key]) => [key, versions.get(key)?.definitionVersion ?? '']),
        )
        expect(projectVersion(ofProject, recorded.length)).toBe(version)
      }
    })

    test('topological order, of all and of some', () => {
      expect(topologicalOrder(graph)).toEqual(recorded.order)
      expect(topologicalOrder(graph, recorded.some)).toEqual(recorded.order_of_some)
    })

    test('what lies downstream, and upstream the other way round', () => {
      const downstream = ofEveryFeature(recorded, key => downstreamOf(graph, key))
      expect(downstream).toEqual(told(recorded, feature => feature.downstream))
      for (const key of graph.definitions.keys()) {
        const above = [...graph.definitions.keys()].filter(other =>
          downstream[other]?.includes(key),
        )
        expect(new Set(upstreamOf(graph, key))).toEqual(new Set(above))
      }
    })

    function parentTexts(key: string): Record<string, readonly string[]> {
      const plan = featurePlan(graph, key)
      return Object.fromEntries(
        plan.spec.fields.map(field => [
          field.key,
          parentFields(plan, field.key).map(fieldAddressText),
        ]),
      )
    }
  },
)

function ofEveryFeature<T>(recorded: RecordedGraph, ask: (key: string) => T): Record<string, T> {
  return Object.fromEntries(keysOf(recorded).map(key => [key, ask(key)]))
}

function told<T>(
  recorded: RecordedGraph,
  tell: (feature: RecordedGraph['features'][number]) => T,
): Record<string, T> {
  return Object.fromEntries(
    recorded.features.map((feature, index) => [keysOf(recorded)[index] ?? '', tell(feature)]),
  )
}

function keysOf(recorded: RecordedGraph): readonly string[] {
  return recorded.features.map(({spec}) => parseFeatureSpec(spec).key)
}
