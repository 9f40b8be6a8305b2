/** Arms of the box characters: which neighbours a line in this cell goes to. */
interface Arms {
  readonly up: boolean
  readonly right: boolean
  readonly down: boolean
  readonly left: boolean
}

type Heading = 'up' | 'right' | 'down'

/**
 * Where a person comes who follows a line in a picture, from a cell on to the right: at crossings
 * straight on, never back to the left. Answers the cells of the arrow heads that are reached, as
 * `column,row`; throws where a line breaks off.
 */
export function followLine(
  picture: readonly (readonly string[])[],
  column: number,
  row: number,
): Set<string> {
  const reached = new Set<string>()
  const seen = new Set<string>()
  const open: {x: number; y: number; heading: Heading}[] = [{x: column, y: row, heading: 'right'}]
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const {x, y, heading} = step
    const name = `${x},${y},${heading}`
    if (seen.has(name)) continue
    seen.add(name)
    const character = picture[y]?.[x] ?? ' '
    if (character === '>') {
      reached.add(`${x},${y}`)
      continue
    }
    for (const next of headings(armsOf(character, x, y), heading, character)) {
      const [dx, dy] = STEPS[next]
      open.push({x: x + dx, y: y + dy, heading: next})
    }
  }
  return reached
}

function headings(arms: Arms, heading: Heading, character: string): readonly Heading[] {
  const cameFrom = {up: arms.down, right: arms.left, down: arms.up}[heading]
  if (!cameFrom) throw new Error(`the line to the ${heading} breaks off at ${character}`)
  if (arms.up && arms.right && arms.down && arms.left) return [heading]
  const on: Heading[] = []
  if (arms.right) on.push('right')
  if (arms.up && heading !== 'down') on.push('up')
  if (arms.down && heading !== 'up') on.push('down')
  return on
}

function armsOf(character: string, x: number, y: number): Arms {
  const index = CHARACTERS.indexOf(character)
  if (index < 0) throw new Error(`"${character}" at ${x},${y} is no line`)
  return {
    up: index % 3 > 0,
    right: Math.floor(index / 3) % 3 > 0,
    down: Math.floor(index / 9) % 3 > 0,
    left: Math.floor(index / 27) > 0,
  }
}

const STEPS = {up: [0, -1], right: [1, 0], down: [0, 1]} as const
/** By weight of up, 3 times right, 9 times down, 27 times left. */
const CHARACTERS =
  ' ╵╹╶└┖╺┕┗╷│╿┌├┞┍┝┡╻╽┃┎┟┠┏┢┣╴┘┚─┴┸╼┶┺┐┤┦┬┼╀┮┾╄┒┧┨┰╁╂┲╆╊╸┙┛╾┵┹━┷┻┑┥┩┭┽╃┯┿╇┓┪┫┱╅╉┳╈╋'
