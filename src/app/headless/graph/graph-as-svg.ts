import type {FeatureKey} from '../../../engine/index.ts'
import type {DrawnGraph} from './drawn-graph.ts'

const CHARACTER = 7.5
const LINE = 18
const PADDING = 10
const BETWEEN_LAYERS = 70
const BETWEEN_BOXES = 24

interface Box {
  readonly feature: FeatureKey
  readonly lines: readonly string[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A picture with a layer per step from the roots, left to right; optional dependencies are dashed. */
export function svgText(drawn: DrawnGraph): string {
  const boxes = placedBoxes(drawn)
  const width = Math.max(0, ...boxes.map(box => box.x + box.width)) + PADDING
  const height = Math.max(0, ...boxes.map(box => box.y + box.height)) + PADDING
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="12.5">
<rect width="100%" height="100%" fill="white"/>
${edges(drawn, boxes).join('\n')}
${boxes.map(boxText).join('\n')}
</svg>
`
}

function placedBoxes({graph, features, statuses, withFields}: DrawnGraph): readonly Box[] {
  const layers = new Map<FeatureKey, number>()
  for (const feature of features) {
    const above = parentsOf({graph}, feature).map(parent => layers.get(parent) ?? -1)
    layers.set(feature, 1 + Math.max(-1, ...above))
  }
  const boxes: Box[] = []
  let x = PADDING
  for (let layer = 0; layer <= Math.max(...layers.values()); layer += 1) {
    let y = PADDING
    const members = features.filter(feature => layers.get(feature) === layer)
    for (const feature of members) {
      const spec = graph.graph.definitions.get(feature)?.spec
      const status = statuses.get(feature)?.status
      const version = graph.versions.get(feature)?.featureVersion ?? ''
      const fields = withFields ? (spec?.fields ?? []).map(field => `· ${field.key}`) : []
      const lines = [feature, ...fields, status ?? version]
      const height = lines.length * LINE + PADDING
      const width = Math.max(...lines.map(line => line.length)) * CHARACTER + 2 * PADDING
      boxes.push({feature, lines, x, y, width, height})
      y += height + BETWEEN_BOXES
    }
    const widest = Math.max(...boxes.filter(box => box.x === x).map(box => box.width))
    x += widest + BETWEEN_LAYERS
  }
  return boxes
}

function edges({graph, features}: DrawnGraph, boxes: readonly Box[]): readonly string[] {
  const box = (feature: FeatureKey) => boxes.find(one => one.feature === feature)
  return features.flatMap(feature =>
    (graph.graph.definitions.get(feature)?.spec.deps ?? []).flatMap(dep => {
      const [from, to] = [box(dep.feature), box(feature)]
      if (from === undefined || to === undefined) return []
      const [x1, y1] = [from.x + from.width, from.y + from.height / 2]
      const [x2, y2] = [to.x, to.y + to.height / 2]
      const bend = (x2 - x1) / 2
      const dashes = dep.optional ? ' stroke-dasharray="5 4"' : ''
      return [
        `<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="#888"${dashes}/>`,
      ]
    }),
  )
}

function boxText({lines, x, y, width, height}: Box): string {
  const texts = lines.map((line, index) => {
    const style = index === 0 ? ' font-weight="bold"' : ' fill="#555"'
    return `<text x="${x + PADDING}" y="${y + LINE * (index + 0.9)}"${style}>${escaped(line)}</text>`
  })
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="#f8f8f8" stroke="#333"/>${texts.join('')}`
}

function parentsOf({graph}: Pick<DrawnGraph, 'graph'>, feature: FeatureKey): readonly FeatureKey[] {
  return graph.graph.definitions.get(feature)?.spec.deps.map(dep => dep.feature) ?? []
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
