import {expect, test} from 'vitest'
import type {GraphSelection} from '../../../src/components/FeatureGraph/drawing.ts'
import {FeatureGraph} from '../../../src/components/FeatureGraph/FeatureGraph.tsx'
import {LanesGraph} from '../../../src/components/FeatureGraph/LanesGraph.tsx'
import {layoutGraph} from '../../../src/components/FeatureGraph/layout.ts'
import {laneNeighbour, neighbour} from '../../../src/components/FeatureGraph/neighbour.ts'
import {createTheme} from '../../../src/components/theme.ts'
import {openScreen} from '../../helpers/screen.ts'
import {colourful, Themed} from '../gallery.tsx'
import {overview} from './drawings.ts'
import {randomDrawing} from './random-drawing.ts'

const audio = {feature: 'video', field: 'audio'}

async function pictureOf(
  Picture: typeof FeatureGraph | typeof LanesGraph,
  {
    drawing = overview,
    selected = audio,
    width = 78,
    height = 14,
    theme = colourful,
  }: {
    drawing?: typeof overview
    selected?: GraphSelection
    width?: number
    height?: number
    theme?: typeof colourful
  } = {},
): Promise<string> {
  const screen = openScreen(
    <Themed theme={theme}>
      <Picture drawing={drawing} selected={selected} width={width} height={height} />
    </Themed>,
    {columns: width, rows: height + 1},
  )
  const text = await screen.settled()
  await screen.close()
  return text.trimEnd()
}

test('boxes: what depends on the selected field is heavy', async () => {
  expect(await pictureOf(FeatureGraph)).toMatchInlineSnapshot(`
    " layer 0 · root              layer 1                     layer 2

                                 ┌ ~ crop ──────────┐        ┌ + face_detection ┐
                           ┏━━━━>│  audio    3fa1c2 │  ┌────>│  faces    3fa1c2 │
                           ┃ ┌──>│  frames   3fa1c2 │──┤     │ +2 ^upstream     │
     ┏ o video ━━━━━━━━━┓  ┃ │   │ ~38 +12 -2       │  │     └──────────────────┘
     ┃> audio    3fa1c2 ┃━━┫ │   └──────────────────┘  │
     ┃  frames   3fa1c2 ┃──╂─┘                         │     ┌ ^ highlights ────┐
     ┃ 3,424 rows       ┃  ┃     ┌ ~ stt ───────────┐  └─┲━━>│  segments 3fa1c2 │
     ┗━━━━━━━━━━━━━━━━━━┛  ┗━━━━>│  transcr… 3fa1c2 │━━━━┛   │ ^upstream        │
                                 │ ~38 +12 -2       │        └──────────────────┘
                                 └──────────────────┘"
  `)
})

test('boxes in ASCII: a bar bridges the line it crosses', async () => {
  const theme = createTheme({color: false, ascii: true})
  expect(await pictureOf(FeatureGraph, {theme})).toMatchInlineSnapshot(`
    " layer 0 - root              layer 1                     layer 2

                                 + ~ crop ----------+        + + face_detection +
                           +====>|  audio    3fa1c2 |  +---->|  faces    3fa1c2 |
                           # +-->|  frames   3fa1c2 |--+     | +2 ^upstream     |
     + o video =========+  # |   | ~38 +12 -2       |  |     +------------------+
     #> audio    3fa1c2 #==+ |   +------------------+  |
     #  frames   3fa1c2 #--#-+                         |     + ^ highlights ----+
     # 3,424 rows       #  #     + ~ stt -----------+  +-+==>|  segments 3fa1c2 |
     +==================+  +====>|  transc.. 3fa1c2 |====+   | ^upstream        |
                                 | ~38 +12 -2       |        +------------------+
                                 +------------------+"
  `)
})

test('lanes: two lines per feature', async () => {
  expect(await pictureOf(LanesGraph)).toMatchInlineSnapshot(`
    " o         video               3,424   root
     ┃       > audio 3fa1c2   frames 3fa1c2
     ┣━~       crop                3,414   ~38 +12 -2
     ┃ │       audio ← video.audio   frames ← video.frames
     ┃ ├─+     face_detection      3,412   +2 ^upstream
     ┃ │       faces ← crop.frames
     ┗━│━~     stt                 3,414   ~38 +12 -2
       │ ┃     transcription ← video.audio
       └─┺━^   highlights          3,414   ^upstream
               segments ← crop.frames, stt.transcription"
  `)
})

test('lanes in ASCII, a whole feature selected', async () => {
  const theme = createTheme({color: false, ascii: true})
  const selected = {feature: 'crop'}
  expect(await pictureOf(LanesGraph, {theme, selected})).toMatchInlineSnapshot(`
    " o         video               3,424   root
     |         audio 3fa1c2   frames 3fa1c2
     +-~     > crop                3,414   ~38 +12 -2
     | #       audio <- video.audio   frames <- video.frames
     | +=+     face_detection      3,412   +2 ^upstream
     | #       faces <- crop.frames
     +-#-~     stt                 3,414   ~38 +12 -2
       # |     transcription <- video.audio
       +=+=^   highlights          3,414   ^upstream
               segments <- crop.frames, stt.transcription"
  `)
})

test('the view follows the selection through a large graph', async () => {
  const drawing = randomDrawing(7, 120)
  for (const feature of ['f0', 'f60', 'f119']) {
    for (const Picture of [FeatureGraph, LanesGraph]) {
      const text = await pictureOf(Picture, {drawing, selected: {feature, field: 'x0'}, height: 20})
      expect(text).toMatch(/> ?x0/)
      expect(text).toContain(` ${feature} `)
    }
  }
})

test('the lineage of an edge stands before its arrow, where there is room', async () => {
  const fieldEdges = overview.fieldEdges.map(edge =>
    edge.to.feature === 'stt' ? {...edge, label: 'N:1'} : edge,
  )
  const drawing = {...overview, fieldEdges}
  const picture = await pictureOf(FeatureGraph, {drawing})
  expect(picture).toContain('┗━N:1>│  transcr… 3fa1c2 │')
})

test('arrow keys follow edges and stay in the layer', () => {
  const layout = layoutGraph(overview, {viewWidth: 78})
  const move = (from: GraphSelection, direction: 'left' | 'right' | 'up' | 'down') =>
    neighbour(layout, from, direction)
  expect(move(audio, 'right')).toEqual({feature: 'crop', field: 'audio'})
  expect(move({feature: 'video', field: 'frames'}, 'right')).toEqual({
    feature: 'crop',
    field: 'frames',
  })
  expect(move({feature: 'highlights', field: 'segments'}, 'left')?.feature).toBe('stt')
  // The box of crop lies beside the title of video.
  expect(move({feature: 'video'}, 'right')).toEqual({feature: 'crop'})
  expect(move({feature: 'crop', field: 'frames'}, 'down')).toEqual({feature: 'stt'})
  expect(move({feature: 'stt'}, 'up')).toEqual({feature: 'crop', field: 'frames'})
  expect(move({feature: 'video'}, 'up')).toBeUndefined()
  expect(move({feature: 'video'}, 'left')).toBeUndefined()
  expect(move({feature: 'gone'}, 'down')).toBeUndefined()
})

test('among lanes up and down pass every field', () => {
  expect(laneNeighbour(overview, {feature: 'video'}, 'down')).toEqual(audio)
  expect(laneNeighbour(overview, {feature: 'crop'}, 'up')).toEqual({
    feature: 'video',
    field: 'frames',
  })
  expect(laneNeighbour(overview, audio, 'right')).toEqual({feature: 'crop', field: 'audio'})
  expect(laneNeighbour(overview, {feature: 'highlights'}, 'left')).toEqual({feature: 'stt'})
  expect(
    laneNeighbour(overview, {feature: 'highlights', field: 'segments'}, 'down'),
  ).toBeUndefined()
})

test('every feature can be reached with the arrow keys', () => {
  for (const seed of [1, 2, 3]) {
    const drawing = randomDrawing(seed, 40)
    const layout = layoutGraph(drawing, {viewWidth: 80})
    const reached = new Set<string>()
    const open: GraphSelection[] = [{feature: 'f0'}]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const name = `${at.feature} ${at.field}`
      if (reached.has(name)) continue
      reached.add(name)
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = neighbour(layout, at, direction)
        if (next !== undefined) open.push(next)
      }
    }
    for (const node of drawing.nodes) expect(reached).toContain(`${node.key} undefined`)
  }
})
