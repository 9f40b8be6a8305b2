import type {IBufferCell, Terminal} from '@xterm/headless'

const CELL = {width: 8.43, height: 17, baseline: 13, fontSize: 14}
const FOREGROUND = '#d4d4d4'
const BACKGROUND = '#1e1e1e'

/** The sixteen colours that a terminal calls by number; those of a common dark theme. */
const NAMED = [
  ...['#000000', '#cd3131', '#0dbc79', '#e5e510', '#2472c8', '#bc3fbc', '#11a8cd', '#e5e5e5'],
  ...['#666666', '#f14c4c', '#23d18b', '#f5f543', '#3b8eea', '#d670d6', '#29b8db', '#ffffff'],
]

/** Neighbouring cells that look the same; each character keeps its own column. */
interface Run {
  readonly look: Look
  readonly column: number
  width: number
  readonly characters: {readonly text: string; readonly column: number}[]
}

interface Look {
  readonly foreground: string
  readonly background: string | null
  readonly attributes: string
}

/** What the terminal shows, as an SVG picture. */
export function screenSvg(terminal: Terminal): string {
  const width = Math.ceil(terminal.cols * CELL.width)
  const height = terminal.rows * CELL.height
  const drawn = Array.from({length: terminal.rows}, (_, row) =>
    runsOfRow(terminal, row).map(run => drawRun(run, row)),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
    ` font-family="DejaVu Sans Mono" font-size="${CELL.fontSize}">`,
    `<rect width="100%" height="100%" fill="${BACKGROUND}"/>`,
    ...drawn.flat(),
    '</svg>\n',
  ].join('')
}

function runsOfRow(terminal: Terminal, row: number): readonly Run[] {
  const {active} = terminal.buffer
  const line = active.getLine(active.viewportY + row)
  const runs: Run[] = []
  for (let column = 0; column < terminal.cols; column += 1) {
    const cell = line?.getCell(column)
    // The second half of a wide character has no width of its own.
    if (cell === undefined || cell.getWidth() === 0) continue
    const look = lookOf(cell)
    const last = runs.at(-1)
    const run = last !== undefined && sameLook(last.look, look) ? last : undefined
    const character = {text: cell.getChars() || ' ', column}
    if (run === undefined) {
      runs.push({look, column, width: cell.getWidth(), characters: [character]})
    } else {
      run.characters.push(character)
      run.width += cell.getWidth()
    }
  }
  return runs
}

function lookOf(cell: IBufferCell): Look {
  const foreground = cell.isFgDefault()
    ? FOREGROUND
    : colour(cell.getFgColor(), Boolean(cell.isFgRGB()))
  const background = cell.isBgDefault() ? null : colour(cell.getBgColor(), Boolean(cell.isBgRGB()))
  const attributes = [
    cell.isBold() ? ' font-weight="bold"' : '',
    cell.isDim() ? ' opacity="0.6"' : '',
    cell.isItalic() ? ' font-style="italic"' : '',
    cell.isUnderline() ? ' text-decoration="underline"' : '',
    cell.isStrikethrough() ? ' text-decoration="line-through"' : '',
  ].join('')
  return cell.isInverse()
    ? {foreground: background ?? BACKGROUND, background: foreground, attributes}
    : {foreground, background, attributes}
}

function sameLook(a: Look, b: Look): boolean {
  return (
    a.foreground === b.foreground && a.background === b.background && a.attributes === b.attributes
  )
}

/** A true colour, one of the sixteen, of the 6×6×6 cube or of the 24 greys. */
function colour(value: number, isTrueColour: boolean): string {
  if (isTrueColour) return `#${value.toString(16).padStart(6, '0')}`
  const named = NAMED[value]
  if (named !== undefined) return named
  if (value >= 232) return rgb([0, 0, 0].map(() => 8 + (value - 232) * 10))
  const cube = value - 16
  const steps = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6]
  return rgb(steps.map(step => (step === 0 ? 0 : 55 + step * 40)))
}

function rgb(parts: readonly number[]): string {
  return `rgb(${parts.join(',')})`
}

function drawRun({look, column, width, characters}: Run, row: number): string {
  const top = row * CELL.height
  const box =
    look.background === null
      ? ''
      : `<rect x="${across(column)}" y="${top}" width="${across(width)}" height="${CELL.height}" fill="${look.background}" shape-rendering="crispEdges"/>`
  if (characters.every(({text}) => text === ' ') && !look.attributes.includes('decoration')) {
    return box
  }
  // One position per code point: combining marks stay where their letter is.
  const positions = characters.flatMap(({text, column: at}) => [...text].map(() => across(at)))
  const text = characters.map(character => escapeXml(character.text)).join('')
  return `${box}<text x="${positions.join(' ')}" y="${top + CELL.baseline}" fill="${look.foreground}"${look.attributes} xml:space="preserve">${text}</text>`
}

function across(columns: number): string {
  return (columns * CELL.width).toFixed(2)
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
