import type {
  FieldEdge,
  GraphDrawing,
  GraphNode,
} from '../../../src/components/FeatureGraph/drawing.ts'

/** `video(audio frames)`, and `crop.audio < video.audio`, as short as it can be said. */
export function drawingOf(features: readonly string[], edges: readonly string[]): GraphDrawing {
  const nodes = features.map((text): GraphNode => {
    const [, key = '', fields = ''] = /^([^(]+)\(([^)]*)\)$/.exec(text) ?? []
    return {
      key,
      title: key,
      state: 'up-to-date',
      fields: fields
        .split(' ')
        .filter(field => field !== '')
        .map(field => ({key: field, version: '3fa1c2'})),
      countsLine: '',
      rowsLabel: '1,000',
      root: false,
      external: false,
    }
  })
  return {nodes, fieldEdges: edges.flatMap(edgesOf)}
}

/** `a.x < b.y c.z`: a.x is computed from b.y and c.z. */
function edgesOf(text: string): readonly FieldEdge[] {
  const [to = '', from = ''] = text.split(' < ')
  return from.split(' ').map(source => ({from: port(source), to: port(to)}))
}

function port(text: string) {
  const [feature = '', field = ''] = text.split('.')
  return {feature, field}
}

/** The project that the mock-ups show. */
export const overview: GraphDrawing = (() => {
  const drawing = drawingOf(
    [
      'video(audio frames)',
      'crop(audio frames)',
      'face_detection(faces)',
      'stt(transcription)',
      'highlights(segments)',
    ],
    [
      'crop.audio < video.audio',
      'crop.frames < video.frames',
      'face_detection.faces < crop.frames',
      'stt.transcription < video.audio',
      'highlights.segments < crop.frames stt.transcription',
    ],
  )
  const looks: Readonly<Record<string, Partial<GraphNode>>> = {
    video: {state: 'root', countsLine: '3,424 rows', rowsLabel: '3,424', root: true},
    crop: {state: 'stale', countsLine: '~38 +12 -2', rowsLabel: '3,414'},
    face_detection: {state: 'new', countsLine: '+2 ^upstream', rowsLabel: '3,412'},
    stt: {state: 'stale', countsLine: '~38 +12 -2', rowsLabel: '3,414'},
    highlights: {state: 'waits-upstream', countsLine: '^upstream', rowsLabel: '3,414'},
  }
  return {...drawing, nodes: drawing.nodes.map(node => ({...node, ...looks[node.key]}))}
})()
