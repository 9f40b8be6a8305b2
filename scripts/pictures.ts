// `npm run pictures`: the README's pictures, taken from the built program on the demo project in a
// pseudo-terminal of each size. Written to docs/pictures.
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {askProgram, openProgram, type Place} from '../test/helpers/built-program.ts'
import {screenSvg} from './pictures/screen-svg.ts'
import {svgToPng} from './pictures/svg-png.ts'

/** What is pressed, and the text that shows when the screen has answered. */
interface Step {
  readonly press: string
  readonly shows: string
}

interface Picture {
  readonly name: string
  readonly steps: readonly Step[]
}

const PICTURES: readonly Picture[] = [
  {name: 'graph', steps: [{press: 'j', shows: 'clip/source.audio'}]},
  {
    name: 'rows',
    steps: [
      {press: ':rows clip/source\r', shows: 'row 1 of 224'},
      {press: 'z', shows: 'row 1 of 236'},
      {press: 'G', shows: '>  x X006_C012'},
      {press: 'kkkkkkkkkkkkkk', shows: '>    B010_C003'},
      {press: '  ', shows: '2 marked'},
      {press: 'd', shows: '1 staged'},
      {press: 'k ', shows: '   1 marked · 1 staged'},
    ],
  },
  {
    name: 'versions',
    steps: [
      {press: ':goto clip/trim versions\r', shows: '[versions 2]'},
      {press: 'j', shows: 'inherited: only its upstream moved'},
    ],
  },
  {name: 'increment', steps: [{press: ':increment clip/trim\r', shows: 'A002_C001 is stale'}]},
  {
    name: 'changes',
    steps: [{press: ":delete clip/trim where scene = 'CHART'\r", shows: 'previewed in'}],
  },
  {
    name: 'stores',
    steps: [
      {press: '6', shows: '2 of 2 stores of the chain asked'},
      {press: 'jjjjj', shows: 'EMPTY table'},
    ],
  },
]

const SIZES = [
  {columns: 120, rows: 36},
  {columns: 80, rows: 24},
]

const folder = join(import.meta.dirname, '../docs/pictures')
mkdirSync(folder, {recursive: true})
const place = await demoProject()
for (const picture of PICTURES) {
  for (const size of SIZES) await take(picture, size, place)
}
rmSync(join(place.directory, '..'), {recursive: true})

async function demoProject(): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'mxx-pictures-'))
  const made = {directory: home, stateHome: join(home, 'state')}
  await askProgram(made, 'demo', 'dailies', '--no-open')
  return {...made, directory: join(home, 'dailies')}
}

/** Nothing is committed, so that every picture starts from the same project. */
async function take(
  {name, steps}: Picture,
  size: {readonly columns: number; readonly rows: number},
  place: Place,
): Promise<void> {
  const screen = openProgram(place, size)
  await screen.until('10 features counted')
  for (const {press, shows} of steps) {
    screen.press(press)
    await screen.until(shows)
  }
  // Counts are there before the rows behind them.
  await screen.until(text => !/ \d+ running/.test(text))
  const file = join(folder, `${name}-${size.columns}x${size.rows}.png`)
  writeFileSync(file, svgToPng(screenSvg(screen.terminal)))
  console.log(file)
  screen.signal('SIGTERM')
  await screen.exited
}
