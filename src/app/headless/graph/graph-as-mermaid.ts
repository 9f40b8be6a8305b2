import type {DrawnGraph} from './drawn-graph.ts'

/** A Mermaid flowchart, left to right; optional dependencies are dotted. */
export function mermaidText({graph, features, statuses, withFields}: DrawnGraph): string {
  const names = new Map(features.map((feature, index) => [feature, `f${index}`]))
  const nodes = features.map(feature => {
    const fields = withFields ? (graph.graph.definitions.get(feature)?.spec.fields ?? []) : []
    const lines = [feature, ...fields.map(field => `· ${field.key}`)]
    const status = statuses.get(feature)?.status
    if (status !== undefined) lines.push(status)
    return `  ${names.get(feature)}["${lines.join('<br/>')}"]\n`
  })
  const edges = features.flatMap(feature =>
    (graph.graph.definitions.get(feature)?.spec.deps ?? [])
      .filter(dep => names.has(dep.feature))
      .map(
        dep =>
          `  ${names.get(dep.feature)} ${dep.optional ? '-.->' : '-->'} ${names.get(feature)}\n`,
      ),
  )
  return `flowchart LR\n${nodes.join('')}${edges.join('')}`
}
