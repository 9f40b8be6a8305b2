import type {DrawnGraph} from './drawn-graph.ts'

/** A digraph for Graphviz, left to right; optional dependencies are dashed. */
export function graphvizText({graph, features, statuses, withFields}: DrawnGraph): string {
  const drawn = new Set(features)
  const nodes = features.map(feature => {
    const fields = withFields ? (graph.graph.definitions.get(feature)?.spec.fields ?? []) : []
    const status = statuses.get(feature)?.status
    const lines = [feature, ...fields.map(field => field.key), ...(status ? [status] : [])]
    return `  ${quoted(feature)} [label=${quoted(lines.join('\n'))}];\n`
  })
  const edges = features.flatMap(feature =>
    (graph.graph.definitions.get(feature)?.spec.deps ?? [])
      .filter(dep => drawn.has(dep.feature))
      .map(
        dep =>
          `  ${quoted(dep.feature)} -> ${quoted(feature)}${dep.optional ? ' [style=dashed]' : ''};\n`,
      ),
  )
  return `digraph features {\n  rankdir=LR;\n  node [shape=box];\n${nodes.join('')}${edges.join('')}}\n`
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}
