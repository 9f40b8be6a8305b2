import type {GraphDrawing} from '../../../components/FeatureGraph/drawing.ts'
import {graphLines} from '../../../components/FeatureGraph/graph-lines.ts'
import {layoutGraph} from '../../../components/FeatureGraph/layout.ts'
import {cutLine} from '../../../components/spans.ts'
import {createTheme} from '../../../components/theme.ts'
import {ready} from '../../../store/loading/loadable.ts'
import {graphDrawing} from '../../screens/graph/graph-drawing.ts'
import type {DrawnGraph} from './drawn-graph.ts'

/**
 * The picture of the Graph screen as text: whole keys, and without statuses the feature version where
 * the screen counts. As wide as it needs to be; a terminal folds it, a file does not.
 */
export function graphPicture(drawn: DrawnGraph, ascii: boolean): string {
  const theme = createTheme({color: false, ascii})
  const drawing = wholeDrawing(drawn)
  const layout = layoutGraph(drawing, {viewWidth: Infinity, widestBox: WIDEST_BOX})
  const {width, height} = layout
  const picture = {drawing, layout, selected: undefined, closure: 'downstream'} as const
  return graphLines(theme, picture, {x: 0, y: 0, width, height})
    .map(line =>
      cutLine(theme, line, width)
        .spans.map(({text}) => text)
        .join(''),
    )
    .map(line => `${line.trimEnd()}\n`)
    .join('')
    .replace(/^\n+/, '')
}

const WIDEST_BOX = 60

function wholeDrawing({graph, features, statuses}: DrawnGraph): GraphDrawing {
  const answered = new Map([...statuses].map(([key, status]) => [key, ready(status, 0n)]))
  const drawing = graphDrawing(graph, answered, new Set(features))
  return {
    ...drawing,
    nodes: drawing.nodes.map(node => ({
      ...node,
      title: node.key,
      ...(statuses.size > 0
        ? {}
        : {
            state: node.root ? ('root' as const) : node.state,
            countsLine: graph.versions.get(node.key)?.featureVersion ?? '',
          }),
    })),
  }
}
