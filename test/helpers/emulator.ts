import xterm, {type IBufferCell, type Terminal} from '@xterm/headless'
import stringWidth from 'string-width'

/** A text that the screen contains, a pattern it matches, or a question about it. */
export type Wanted = string | RegExp | ((text: string) => boolean)

/** Only ends what hangs. */
const PATIENCE_MS = 30_000

/** A terminal without a window. */
export function openEmulator(columns: number, rows: number, convertEol = false): Terminal {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, convertEol})
  countCodePoints(terminal)
  return terminal
}

/** The visible characters, one line per row, without spaces at the ends of lines. */
export function visibleText(terminal: Terminal): string {
  const {active} = terminal.buffer
  return Array.from({length: terminal.rows}, (_, row) =>
    active.getLine(active.viewportY + row)?.translateToString(true),
  ).join('\n')
}

/** Both from 0; colours and attributes as xterm gives them. */
export function cellAt(terminal: Terminal, column: number, row: number): IBufferCell {
  const {active} = terminal.buffer
  const cell = active.getLine(active.viewportY + row)?.getCell(column)
  if (cell === undefined) throw new Error(`no cell at column ${column}, row ${row}`)
  return cell
}

/** When everything written so far is on the screen. */
export function parsed(terminal: Terminal): Promise<void> {
  return new Promise(resolve => terminal.write('', resolve))
}

/**
 * Waits until a finished frame shows what is wanted. Rejects with the screen if it never comes, or,
 * with the given reason, once nothing more can come.
 */
export function untilShown(
  terminal: Terminal,
  wanted: Wanted,
  ended?: Promise<string>,
): Promise<string> {
  const matches =
    typeof wanted === 'function'
      ? wanted
      : (text: string) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))

  return new Promise((resolve, reject) => {
    const look = () => {
      if (terminal.modes.synchronizedOutputMode) return false
      const text = visibleText(terminal)
      if (!matches(text)) return false
      finish()
      resolve(text)
      return true
    }
    const giveUp = (reason: string) => {
      finish()
      reject(new Error(`${reason} without showing ${wanted}:\n${visibleText(terminal)}`))
    }
    const listening = terminal.onWriteParsed(look)
    const timer = setTimeout(() => giveUp(`${PATIENCE_MS / 1000} s went by`), PATIENCE_MS)
    let isOver = false
    const finish = () => {
      isOver = true
      listening.dispose()
      clearTimeout(timer)
    }
    if (!look()) ended?.then(reason => isOver || look() || giveUp(reason))
  })
}

/**
 * Widths as most terminals count them: code point by code point, emoji two columns wide. Out of the
 * box the emulator knows no emoji.
 */
function countCodePoints(terminal: Terminal): void {
  terminal.unicode.register({
    version: 'code-points',
    wcwidth: widthOf,
    // The packed form of xterm: state << 3 | width << 1 | joins the character before.
    charProperties: (codePoint, preceding) => {
      const own = widthOf(codePoint)
      const before = (preceding >> 1) & 3
      const joins = own === 0 && preceding !== 0 && before !== 0
      return ((joins ? before : own) << 1) | (joins ? 1 : 0)
    },
  })
  terminal.unicode.activeVersion = 'code-points'
}

/** Known by heart: the emulator asks for every character that is written. */
const widths = new Map<number, 0 | 1 | 2>()

function widthOf(codePoint: number): 0 | 1 | 2 {
  const known = widths.get(codePoint)
  if (known !== undefined) return known
  const width = stringWidth(String.fromCodePoint(codePoint))
  const columns = width === 0 ? 0 : width === 1 ? 1 : 2
  widths.set(codePoint, columns)
  return columns
}
