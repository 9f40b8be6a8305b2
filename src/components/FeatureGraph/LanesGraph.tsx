import type {GraphDrawing, GraphSelection} from './drawing.ts'

export interface LanesGraphProps {
  readonly drawing: GraphDrawing
  readonly selected: GraphSelection | undefined
  readonly width: number
  readonly height: number
}

/** Two lines per feature beside lanes, the way version control draws its log. */
export function LanesGraph(_props: LanesGraphProps) {
  return null
}
