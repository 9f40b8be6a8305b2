import {Lines} from '../Lines.tsx'
import {indented} from '../spans.ts'
import {useTheme} from '../theme-context.ts'
import type {GraphDrawing, GraphSelection} from './drawing.ts'
import {graphLines, layerHeadings, viewOf} from './graph-lines.ts'
import {graphLayout} from './known-layouts.ts'

export interface FeatureGraphProps {
  readonly drawing: GraphDrawing
  readonly selected: GraphSelection | undefined
  readonly width: number
  readonly height: number
  /** Whose connections are drawn heavy; default what depends on the selection. */
  readonly closure?: 'downstream' | 'upstream' | 'both' | undefined
}

/** Boxes with a line per field, joined field by field; the view follows the selection. */
export function FeatureGraph(props: FeatureGraphProps) {
  const {drawing, selected, width, height, closure = 'downstream'} = props
  const theme = useTheme()
  const layout = graphLayout(drawing, width - 2)
  const above = height > HEADING + layout.height ? HEADING + 1 : HEADING
  const view = viewOf(layout, selected, width - 2, Math.max(1, height - above))
  const picture = {drawing, layout, selected, closure}
  const blank = above > HEADING ? [''] : []
  const lines = [layerHeadings(theme, picture, view), ...blank, ...graphLines(theme, picture, view)]
  return <Lines lines={lines.map(indented)} width={width} height={height} />
}

/** Rows of the headings of the layers. */
const HEADING = 1
