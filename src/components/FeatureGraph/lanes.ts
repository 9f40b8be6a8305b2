import type {FeatureKey} from '../../engine/index.ts'
import {drawnEdges, type FieldEdge, type GraphDrawing, portText} from './drawing.ts'
import {neighbourhoods} from './layers.ts'
import type {Point} from './layout.ts'

/** What of a lanes picture depends on neither selection nor view; two rows per feature. */
export interface LanePicture {
  readonly drawing: GraphDrawing
  readonly edges: readonly FieldEdge[]
  /** Lanes beside each other, two columns each. */
  readonly columns: number
  readonly lanes: readonly Lane[]
  readonly joins: readonly LaneJoin[]
  /** Cells, as `column,row`, where a lane goes over a line that is none of its own. */
  readonly bridges: ReadonlySet<string>
  /** Names of what a field is computed from, by `portText`. */
  readonly sources: ReadonlyMap<string, readonly string[]>
}

export interface Lane {
  readonly feature: FeatureKey
  readonly column: number
  /** Position in the drawing. */
  readonly position: number
  /** Positions of the features that read it; its lane ends at the last. */
  readonly readers: readonly number[]
}

/** From a feature down its lane and over to one of its readers. */
export interface LaneJoin {
  readonly from: FeatureKey
  readonly to: FeatureKey
  readonly points: readonly Point[]
}

/** Lanes for a picture of so many columns. */
export function lanePicture(drawing: GraphDrawing, width: number): LanePicture {
  const edges = drawnEdges(drawing)
  const lanes = lanesOf(drawing, edges, Math.max(2, Math.floor(width / 6)))
  const bridges = new Set<string>()
  const joins: LaneJoin[] = []
  for (const {feature, column, position, readers} of lanes) {
    const own = new Set(readers)
    for (let below = position + 1; below < (readers.at(-1) ?? position); below += 1) {
      if (!own.has(below)) bridges.add(`${2 * column},${2 * below}`)
    }
    for (const reader of readers) {
      const end = lanes[reader]
      if (end === undefined) continue
      const points = [
        {x: 2 * column, y: 2 * position},
        {x: 2 * column, y: 2 * reader},
        {x: 2 * end.column, y: 2 * reader},
      ]
      joins.push({from: feature, to: end.feature, points})
    }
  }
  return {
    drawing,
    edges,
    columns: 1 + lanes.reduce((most, lane) => Math.max(most, lane.column), -1),
    lanes,
    joins,
    bridges,
    sources: sourceNames(drawing, edges),
  }
}

/**
 * A feature stands right of the lanes of all its parents, as far left as there is a free lane; when
 * that would need more than `most` lanes, in any free one. A lane is free again below its last reader.
 */
function lanesOf(
  drawing: GraphDrawing,
  edges: readonly FieldEdge[],
  most: number,
): readonly Lane[] {
  const {parents, children} = neighbourhoods(edges)
  const positionOf = new Map(drawing.nodes.map((node, position) => [node.key, position]))
  const columnOf = new Map<FeatureKey, number>()
  /** By column: the last position where its lane is drawn. */
  const takenUntil: number[] = []
  return drawing.nodes.map(({key}, position) => {
    const readers = [...(children.get(key) ?? [])]
      .map(reader => positionOf.get(reader) ?? position)
      .filter(reader => reader > position)
      .sort((a, b) => a - b)
    const inner = [...(parents.get(key) ?? [])].map(parent => columnOf.get(parent) ?? -1)
    const right = freeColumn(takenUntil, position, Math.max(-1, ...inner) + 1)
    const column = right < most ? right : freeColumn(takenUntil, position, 0)
    takenUntil[column] = readers.at(-1) ?? position
    columnOf.set(key, column)
    return {feature: key, column, position, readers}
  })
}

function freeColumn(takenUntil: readonly number[], position: number, first: number): number {
  let column = first
  while ((takenUntil[column] ?? -1) >= position) column += 1
  return column
}

function sourceNames(drawing: GraphDrawing, edges: readonly FieldEdge[]) {
  const titles = new Map(drawing.nodes.map(node => [node.key, node.title]))
  const sources = new Map<string, string[]>()
  for (const {from, to} of edges) {
    const name = `${titles.get(from.feature) ?? from.feature}.${from.field}`
    const known = sources.get(portText(to))
    if (known === undefined) sources.set(portText(to), [name])
    else known.push(name)
  }
  return sources
}
