import type {FieldEdge, FieldPort, GraphSelection} from './drawing.ts'
import {portText} from './drawing.ts'

/** What hangs together with a selection. */
export interface Closure<Edge extends FieldEdge> {
  /** By `portText`; the selected field itself is among them. */
  readonly ports: ReadonlySet<string>
  readonly edges: ReadonlySet<Edge>
}

/**
 * Everything that depends on the selected field (or on any field of the selected feature), or all
 * that it depends on, or both.
 */
export function closureOf<Edge extends FieldEdge>(
  edges: readonly Edge[],
  selected: GraphSelection | undefined,
  side: 'downstream' | 'upstream' | 'both',
): Closure<Edge> {
  const found = {ports: new Set<string>(), edges: new Set<Edge>()}
  if (selected === undefined) return found
  if (side !== 'upstream') follow(edges, selected, edge => [edge.from, edge.to], found)
  if (side !== 'downstream') follow(edges, selected, edge => [edge.to, edge.from], found)
  return found
}

function follow<Edge extends FieldEdge>(
  edges: readonly Edge[],
  selected: GraphSelection,
  ends: (edge: Edge) => readonly [near: FieldPort, far: FieldPort],
  found: {readonly ports: Set<string>; readonly edges: Set<Edge>},
): void {
  const leaving = new Map<string, Edge[]>()
  for (const edge of edges) {
    const near = portText(ends(edge)[0])
    const known = leaving.get(near)
    if (known === undefined) leaving.set(near, [edge])
    else known.push(edge)
  }
  const open = edges
    .flatMap(edge => [edge.from, edge.to])
    .filter(port => isSelected(port, selected))
    .map(portText)
  const seen = new Set<string>()
  for (let port = open.pop(); port !== undefined; port = open.pop()) {
    if (seen.has(port)) continue
    seen.add(port)
    found.ports.add(port)
    for (const edge of leaving.get(port) ?? []) {
      found.edges.add(edge)
      open.push(portText(ends(edge)[1]))
    }
  }
}

function isSelected(port: FieldPort, {feature, field}: GraphSelection): boolean {
  return port.feature === feature && (field === undefined || port.field === field)
}
