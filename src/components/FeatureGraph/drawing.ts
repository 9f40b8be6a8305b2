import type {FeatureKey, FieldKey} from '../../engine/index.ts'
import type {State} from '../meanings.ts'

/** What the graph pictures show; a neighbourhood is just a smaller drawing. */
export interface GraphDrawing {
  /** In topological order. */
  readonly nodes: readonly GraphNode[]
  /** Those that name an unknown feature or field are not drawn. */
  readonly fieldEdges: readonly FieldEdge[]
}

export interface GraphNode {
  readonly key: FeatureKey
  /** What the box is called: the last part of the key while that is unambiguous. */
  readonly title: string
  readonly state: State
  readonly fields: readonly GraphField[]
  /** Below the fields: `~38 +12 -2`, `3,424 rows`; may come later without moving a box. */
  readonly countsLine: string
  /** Lanes: row count before the counts line, may be empty. */
  readonly rowsLabel: string
  readonly root: boolean
  /** Known from a lock file only. */
  readonly external: boolean
}

export interface GraphField {
  readonly key: FieldKey
  /** As drawn, short. */
  readonly version: string
}

export interface FieldEdge {
  readonly from: FieldPort
  readonly to: FieldPort
  /** `N:1`, `1:N`, `?` for one that may be missing; drawn before the arrow when there is room. */
  readonly label?: string | undefined
}

export interface FieldPort {
  readonly feature: FeatureKey
  readonly field: FieldKey
}

/** What the cursor is on. */
export interface GraphSelection {
  readonly feature: FeatureKey
  /** Undefined: the whole feature. */
  readonly field?: FieldKey | undefined
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** A port as one text, to be looked up by; no key holds a line break. */
export function portText(port: FieldPort): string {
  return `${port.feature}\n${port.field}`
}

/** Where edges may begin and end, by `portText`, and the features in drawing order by key. */
export function drawnEdges(drawing: GraphDrawing): readonly FieldEdge[] {
  const ports = new Set(
    drawing.nodes.flatMap(node =>
      node.fields.map(field => portText({feature: node.key, field: field.key})),
    ),
  )
  const seen = new Set<string>()
  return drawing.fieldEdges.filter(({from, to}) => {
    const text = `${portText(from)}\n${portText(to)}`
    if (seen.has(text) || !ports.has(portText(from)) || !ports.has(portText(to))) return false
    seen.add(text)
    return from.feature !== to.feature
  })
}
