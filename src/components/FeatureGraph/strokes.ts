import type {Point} from './layout.ts'

/** A part of the picture, in columns and rows of the layout. */
export interface View {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A line that goes around corners; 1 is light, 2 heavy. */
export interface Stroke {
  readonly points: readonly Point[]
  readonly weight: 1 | 2
}

/** How heavy the four arms of each cell of a view are: two bits each for up, right, down, left. */
export type Arms = Uint8Array

const UP = 0
const RIGHT = 2
const DOWN = 4
const LEFT = 6

/** The arms of all cells of a view, row by row; where lines meet, the heavier one counts. */
export function armsOf(strokes: readonly Stroke[], view: View): Arms {
  const arms = new Uint8Array(view.width * view.height)
  const put = (x: number, y: number, arm: number, weight: number) => {
    const column = x - view.x
    const row = y - view.y
    if (column < 0 || row < 0 || column >= view.width || row >= view.height) return
    const cell = row * view.width + column
    const before = arms[cell] ?? 0
    if (((before >> arm) & 3) < weight) arms[cell] = (before & ~(3 << arm)) | (weight << arm)
  }
  for (const {points, weight} of strokes) {
    const [first] = points
    if (first !== undefined) put(first.x, first.y, LEFT, weight)
    for (const [index, from] of points.entries()) {
      const to = points[index + 1]
      if (to === undefined) break
      const [low, high] = from.x + from.y <= to.x + to.y ? [from, to] : [to, from]
      for (let x = Math.max(low.x, view.x - 1); x < high.x && x <= view.x + view.width; x += 1) {
        put(x, low.y, RIGHT, weight)
        put(x + 1, low.y, LEFT, weight)
      }
      for (let y = Math.max(low.y, view.y - 1); y < high.y && y <= view.y + view.height; y += 1) {
        put(low.x, y, DOWN, weight)
        put(low.x, y + 1, UP, weight)
      }
    }
  }
  return arms
}

/** The character of a cell. In ASCII a `|` bridges the line it crosses, `+` is a corner or branch. */
export function strokeCharacter(arms: number, ascii: boolean): string {
  const up = (arms >> UP) & 3
  const right = (arms >> RIGHT) & 3
  const down = (arms >> DOWN) & 3
  const left = (arms >> LEFT) & 3
  if (!ascii) return BOX_CHARACTERS[up + 3 * right + 9 * down + 27 * left] ?? ' '
  if (arms === 0) return ' '
  if (up > 0 && down > 0 && left > 0 === right > 0) return up + down > 2 ? '#' : '|'
  if (up === 0 && down === 0) return left + right > 2 ? '=' : '-'
  return '+'
}

/** Whether the heavier of the lines in this cell is heavy. */
export function isHeavy(arms: number): boolean {
  return (arms & 0b10101010) !== 0
}

/** By weight of up, 3 times right, 9 times down, 27 times left. */
const BOX_CHARACTERS =
  ' ╵╹╶└┖╺┕┗╷│╿┌├┞┍┝┡╻╽┃┎┟┠┏┢┣╴┘┚─┴┸╼┶┺┐┤┦┬┼╀┮┾╄┒┧┨┰╁╂┲╆╊╸┙┛╾┵┹━┷┻┑┥┩┭┽╃┯┿╇┓┪┫┱╅╉┳╈╋'
