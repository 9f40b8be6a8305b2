import pushed from './pushed-features.json' with {type: 'json'}

/** One of the two graphs that Metaxy's own benchmark is published for: roots, and a leaf over all their fields. */
export interface BenchGraph {
  readonly name: GraphName
  readonly roots: readonly BenchFeature[]
  readonly leaf: BenchFeature
}

export type GraphName = 'simple' | 'wide'

export interface BenchFeature {
  readonly key: string
  readonly table: string
  readonly fields: readonly string[]
  readonly featureVersion: string
  readonly definitionVersion: string
  readonly projectVersion: string
  /** As Metaxy stores them: JSON texts. */
  readonly spec: string
  readonly schema: string
  readonly title: string
}

/** The features as Metaxy 0.1.11 pushed them, with the versions that it recorded. */
export function benchGraph(name: GraphName): BenchGraph {
  const features = pushed.features
    .filter(feature => feature.graph === name)
    .map(feature => ({
      key: feature.key,
      table: feature.key.replaceAll('/', '__'),
      fields: feature.spec.fields.map(field => field.key),
      featureVersion: feature.feature_version,
      definitionVersion: feature.definition_version,
      projectVersion: feature.project_version,
      spec: JSON.stringify(feature.spec),
      schema: JSON.stringify({...pushed.schema, title: feature.title}),
      title: feature.title,
    }))
  const leaf = features.at(-1)
  if (leaf === undefined) throw new Error(`no features of the graph ${name}`)
  return {name, roots: features.slice(0, -1), leaf}
}
