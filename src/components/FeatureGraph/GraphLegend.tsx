import {Lines} from '../Lines.tsx'
import type {State} from '../meanings.ts'
import {indented, type Line, type Span, span} from '../spans.ts'
import {useTheme} from '../theme-context.ts'
import type {GraphSelection} from './drawing.ts'

export interface GraphLegendProps {
  readonly width: number
  /** 1: the letters only; 2: the kinds of lines above them. */
  readonly height: 1 | 2
  readonly selected: GraphSelection | undefined
  /** What the selected feature is called in the picture. */
  readonly title: string
}

/** What the letters and the kinds of lines mean. */
export function GraphLegend({width, height, selected, title}: GraphLegendProps) {
  const theme = useTheme()
  const {heavy, light} = theme.boxes
  const name = selected?.field === undefined ? title : `${title}.${selected.field}`
  const strokes: Line =
    selected === undefined
      ? `${light.horizontal} field edges`
      : [
          span('downstream', heavy.horizontal),
          ` depends on ${name} (selected)   `,
          span('muted', light.horizontal),
          ' other field edges',
        ]
  const letters = STATES.flatMap(([state, label]): readonly (string | Span)[] => [
    span(state, theme.glyphs.states[state]),
    ` ${label}  `,
  ])
  const lines = height === 2 ? [strokes, letters] : [letters]
  return <Lines lines={lines.map(indented)} width={width} height={height} />
}

const STATES: readonly (readonly [State, string])[] = [
  ['root', 'root'],
  ['stale', 'stale'],
  ['new', 'new'],
  ['orphaned', 'orphaned'],
  ['waits-upstream', 'waits upstream'],
  ['not-available', 'not available'],
  ['error', 'error'],
]
