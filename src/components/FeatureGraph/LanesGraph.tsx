import {useMemo} from 'react'
import {Lines} from '../Lines.tsx'
import {indented} from '../spans.ts'
import {useTheme} from '../theme-context.ts'
import {windowStart} from '../window.ts'
import type {GraphDrawing, GraphSelection} from './drawing.ts'
import {laneLines} from './lane-lines.ts'
import {lanePicture} from './lanes.ts'

export interface LanesGraphProps {
  readonly drawing: GraphDrawing
  readonly selected: GraphSelection | undefined
  readonly width: number
  readonly height: number
}

/** Two lines per feature beside lanes, the way version control draws its log. */
export function LanesGraph({drawing, selected, width, height}: LanesGraphProps) {
  const theme = useTheme()
  const picture = useMemo(() => lanePicture(drawing, width), [drawing, width])
  const position = drawing.nodes.findIndex(node => node.key === selected?.feature)
  // In features, so that none is cut in half at the top.
  const first = windowStart(Math.max(0, position), Math.floor(height / 2), drawing.nodes.length)
  const view = {x: 0, y: 2 * first, width: width - 2, height}
  const lines = laneLines(theme, picture, selected, view).map(indented)
  return <Lines lines={lines} width={width} height={height} />
}
