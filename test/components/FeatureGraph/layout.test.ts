import {describe, expect, test} from 'vitest'
import {type GraphDrawing, portText} from '../../../src/components/FeatureGraph/drawing.ts'
import {graphLines} from '../../../src/components/FeatureGraph/graph-lines.ts'
import {type GraphLayout, layoutGraph} from '../../../src/components/FeatureGraph/layout.ts'
import {createTheme} from '../../../src/components/theme.ts'
import {drawingOf, overview} from './drawings.ts'
import {randomDrawing} from './random-drawing.ts'
import {followLine} from './trace.ts'

const theme = createTheme({color: false, ascii: false})

function picture(drawing: GraphDrawing, layout: GraphLayout): readonly string[] {
  const view = {x: 0, y: 0, width: layout.width, height: layout.height}
  const selected = drawing.nodes[0] && {feature: drawing.nodes[0].key}
  return graphLines(theme, {drawing, layout, selected, closure: 'downstream'}, view).map(line =>
    typeof line === 'string'
      ? line
      : line.map(part => (typeof part === 'string' ? part : part.text)).join(''),
  )
}

/** Every line that leaves a port must lead to exactly the ports that depend on it. */
function expectTraceable(drawing: GraphDrawing): void {
  const layout = layoutGraph(drawing, {viewWidth: 80})
  const lines = picture(drawing, layout)
  const cells = lines.map(line => [...line])
  const arrows = new Map<string, string>()
  for (const box of layout.boxes.values()) {
    for (const [field, row] of box.rows) {
      arrows.set(`${box.x - 1},${row}`, portText({feature: box.feature, field}))
    }
  }
  for (const box of layout.boxes.values()) {
    for (const [field, row] of box.rows) {
      const port = portText({feature: box.feature, field})
      const wanted = drawing.fieldEdges
        .filter(edge => portText(edge.from) === port)
        .map(edge => portText(edge.to))
      if (wanted.length === 0) continue
      const found = followLine(cells, box.x + box.width, row)
      const reached = [...found].map(cell => arrows.get(cell)).sort()
      if (reached.join() === wanted.sort().join()) continue
      expect.fail(`from ${port.replace('\n', '.')} to ${reached.join(' ')}\n${lines.join('\n')}`)
    }
  }
}

function expectTidy(drawing: GraphDrawing): void {
  const layout = layoutGraph(drawing, {viewWidth: 80})
  const taken = new Map<string, string>()
  for (const box of layout.boxes.values()) {
    expect(box.x + box.width).toBeLessThanOrEqual(layout.width)
    expect(box.y + box.height).toBeLessThanOrEqual(layout.height)
    for (let y = box.y; y < box.y + box.height; y += 1) {
      // All boxes are of one width, so one cell a row tells whether two overlap.
      if (taken.has(`${box.x},${y}`)) expect.fail(`${box.feature} lies over another box`)
      taken.set(`${box.x},${y}`, box.feature)
    }
  }
  expect(layout.edges).toHaveLength(drawing.fieldEdges.length)
  for (const edge of layout.edges) {
    const from = layout.boxes.get(edge.from.feature)
    const to = layout.boxes.get(edge.to.feature)
    expect(edge.points[0]).toEqual({
      x: (from?.x ?? 0) + (from?.width ?? 0),
      y: from?.rows.get(edge.from.field),
    })
    expect(edge.points.at(-1)).toEqual({x: (to?.x ?? 0) - 1, y: to?.rows.get(edge.to.field)})
    for (const [index, point] of edge.points.entries()) {
      const next = edge.points[index + 1] ?? point
      const straight = point.x === next.x || point.y === next.y
      if (!straight || point.x > next.x)
        expect.fail(`a line goes back or aslant into ${edge.to.feature}`)
    }
  }
}

test('the overview project can be followed line by line', () => {
  expectTidy(overview)
  expectTraceable(overview)
})

test('fields that swap their places are drawn around each other', () => {
  expectTraceable(drawingOf(['a(x y z)', 'b(x y z)'], ['b.x < a.z', 'b.y < a.x', 'b.z < a.y']))
  expectTraceable(drawingOf(['a(x y)', 'b(x y)'], ['b.x < a.y', 'b.y < a.x']))
})

test('everything depends on everything', () => {
  expectTraceable(
    drawingOf(
      ['a(x y z)', 'b(x y z)', 'c(x y z)'],
      [
        'b.x < a.x a.y a.z',
        'b.y < a.x a.y a.z',
        'b.z < a.x a.y a.z',
        'c.x < a.x a.y b.z',
        'c.y < a.x b.y',
        'c.z < a.z b.x b.y',
      ],
    ),
  )
})

test('a drawing without edges, without features, with edges into the void', () => {
  expectTidy(drawingOf(['a(x)', 'b()'], []))
  expect(layoutGraph({nodes: [], fieldEdges: []}, {viewWidth: 80}).boxes.size).toBe(0)
  const broken = drawingOf(['a(x)', 'b(x)'], ['b.x < a.y', 'b.x < nobody.x', 'b.x < a.x'])
  expect(layoutGraph(broken, {viewWidth: 80}).edges).toHaveLength(1)
  const cycle = drawingOf(['a(x)', 'b(x)'], ['b.x < a.x', 'a.x < b.x'])
  expect(layoutGraph(cycle, {viewWidth: 80}).boxes.size).toBe(2)
})

describe('random projects', () => {
  test.each(Array.from({length: 60}, (_, seed) => seed))('seed %i can be followed', seed => {
    const drawing = randomDrawing(seed, 3 + (seed % 20))
    expectTidy(drawing)
    expectTraceable(drawing)
  })

  test.each([1, 2, 3])('300 features, seed %i: nothing overlaps, everything is drawn', seed => {
    expectTidy(randomDrawing(seed, 300))
  })

  test('300 features can be followed', () => {
    expectTraceable(randomDrawing(4, 300))
  })
})

test('counts that arrive later move nothing', () => {
  const late = {...overview, nodes: overview.nodes.map(node => ({...node, countsLine: ''}))}
  expect(layoutGraph(late, {viewWidth: 78})).toEqual(layoutGraph(overview, {viewWidth: 78}))
})
