import {readFileSync} from 'node:fs'
import type {FeatureGraph} from '../../../src/engine/graph/feature-graph.ts'
import type {FeatureDefinition} from '../../../src/engine/models/feature-definition.ts'
import {parseFeatureSpec} from '../../../src/engine/models/parse-feature-spec.ts'

/** What the real Metaxy made of one random graph; see make-random-graphs.py. */
export interface RecordedGraph {
  readonly length: number
  /** In registration order. */
  readonly features: readonly RecordedFeature[]
  readonly order: readonly string[]
  readonly some: readonly string[]
  readonly order_of_some: readonly string[]
  readonly project_versions: Readonly<Record<string, string>>
}

export interface RecordedFeature {
  readonly project: string
  readonly spec: string
  readonly schema: string
  readonly feature_version: string
  readonly field_versions: Readonly<Record<string, string>>
  readonly definition_version: string
  readonly spec_version: string
  readonly code_version: string
  readonly parents: Readonly<Record<string, readonly string[]>>
  readonly downstream: readonly string[]
}

export function recordedGraphs(): readonly RecordedGraph[] {
  return JSON.parse(readFileSync(new URL('./random-graphs.json', import.meta.url), 'utf8'))
}

export function graphOf(recorded: Pick<RecordedGraph, 'features'>): FeatureGraph {
  return graphOfDefinitions(
    recorded.features.map(({spec, schema, project}) => definitionOf(spec, {schema, project})),
  )
}

/** A graph of specs written as JSON values; what they leave out is Metaxy's default. */
export function graphOfSpecs(...specs: readonly Record<string, unknown>[]): FeatureGraph {
  return graphOfDefinitions(
    specs.map(spec => definitionOf(JSON.stringify({id_columns: ['id'], ...spec}))),
  )
}

export function definitionOf(
  specJson: string,
  {schema = '{}', project = 'p'}: {readonly schema?: string; readonly project?: string} = {},
): FeatureDefinition {
  return {
    spec: parseFeatureSpec(specJson),
    specJson,
    schemaJson: schema,
    project,
    classPath: null,
    external: false,
    recorded: null,
  }
}

function graphOfDefinitions(definitions: readonly FeatureDefinition[]): FeatureGraph {
  return {definitions: new Map(definitions.map(definition => [definition.spec.key, definition]))}
}
