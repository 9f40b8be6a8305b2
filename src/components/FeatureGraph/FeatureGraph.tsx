import type {GraphDrawing, GraphSelection} from './drawing.ts'

export interface FeatureGraphProps {
  readonly drawing: GraphDrawing
  readonly selected: GraphSelection | undefined
  readonly width: number
  readonly height: number
  /** Whose connections are drawn heavy; default what depends on the selection. */
  readonly closure?: 'downstream' | 'upstream' | 'both' | undefined
}

/** Boxes with a line per field, joined field by field; the view follows the selection. */
export function FeatureGraph(_props: FeatureGraphProps) {
  return null
}
