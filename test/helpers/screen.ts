import {PassThrough, Writable} from 'node:stream'
import xterm, {type IBufferCell, type Terminal} from '@xterm/headless'
import {render} from 'ink'
import type {ReactNode} from 'react'
import stringWidth from 'string-width'

/** A tree of components on a terminal of a chosen size, within this process. */
export interface Screen {
  readonly terminal: Terminal
  /** The visible characters, one line per row, without spaces at the ends of lines. */
  text(): string
  /** Both from 0; colours and attributes as xterm gives them. */
  cell(column: number, row: number): IBufferCell
  /** Bytes as a keyboard sends them: `'j'`, `'\x1b[B'`, a whole burst at once. */
  press(keys: string): void
  /** Waits until the screen shows the text; rejects with the screen if it never comes. */
  until(wanted: string | RegExp | ((text: string) => boolean)): Promise<string>
  /** The screen once everything rendered so far has arrived in the terminal. */
  settled(): Promise<string>
  resize(columns: number, rows: number): void
  rerender(element: ReactNode): void
  /** Everything that was written so far, escape sequences included. */
  output(): string
  /** Takes the tree away; resolves when the terminal is as it was. */
  close(): Promise<void>
}

/** Only ends what hangs. */
const PATIENCE_MS = 10_000

/** Opens an element full screen, the way the program runs: alternate screen, incremental frames. */
export function openScreen(
  element: ReactNode,
  {columns, rows}: {readonly columns: number; readonly rows: number},
): Screen {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    convertEol: true,
  })
  countCodePoints(terminal)
  let output = ''
  const stdout = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        output += chunk
        terminal.write(chunk, done)
      },
    }),
    {isTTY: true, columns, rows},
  )
  const keyboard = new PassThrough()
  const stdin = Object.assign(keyboard, {
    isTTY: true,
    setRawMode: () => keyboard,
    ref: () => keyboard,
    unref: () => keyboard,
  })
  const app = render(element, {
    stdout,
    stdin,
    stderr: stdout,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 1000,
  })
  const text = () => visibleText(terminal)

  return {
    terminal,
    text,
    cell: (column, row) => {
      const {active} = terminal.buffer
      const cell = active.getLine(active.viewportY + row)?.getCell(column)
      if (cell === undefined) throw new Error(`no cell at column ${column}, row ${row}`)
      return cell
    },
    press: keys => void stdin.write(keys),
    until: wanted => untilShown(terminal, wanted),
    settled: async () => {
      await app.waitUntilRenderFlush()
      await parsed(terminal)
      return text()
    },
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows)
      Object.assign(stdout, {columns: newColumns, rows: newRows}).emit('resize')
    },
    rerender: next => app.rerender(next),
    output: () => output,
    close: async () => {
      app.unmount()
      await app.waitUntilExit()
      await parsed(terminal)
    },
  }
}

function visibleText(terminal: Terminal): string {
  const {active} = terminal.buffer
  return Array.from({length: terminal.rows}, (_, row) =>
    active
      .getLine(active.viewportY + row)
      ?.translateToString(true)
      .trimEnd(),
  ).join('\n')
}

function parsed(terminal: Terminal): Promise<void> {
  return new Promise(resolve => terminal.write('', resolve))
}

function untilShown(
  terminal: Terminal,
  wanted: string | RegExp | ((text: string) => boolean),
): Promise<string> {
  const matches =
    typeof wanted === 'function'
      ? wanted
      : (text: string) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))

  return new Promise((resolve, reject) => {
    const look = () => {
      if (terminal.modes.synchronizedOutputMode) return
      const text = visibleText(terminal)
      if (!matches(text)) return
      finish()
      resolve(text)
    }
    const listening = terminal.onWriteParsed(look)
    const timer = setTimeout(() => {
      finish()
      const screen = visibleText(terminal)
      reject(new Error(`${PATIENCE_MS / 1000} s went by without ${wanted}:\n${screen}`))
    }, PATIENCE_MS)
    const finish = () => {
      listening.dispose()
      clearTimeout(timer)
    }
    look()
  })
}

/**
 * Widths as most terminals count them: code point by code point, emoji two columns wide. Out of the
 * box the emulator knows no emoji.
 */
function countCodePoints(terminal: Terminal): void {
  const width = (codePoint: number) => Math.min(2, stringWidth(String.fromCodePoint(codePoint)))
  terminal.unicode.register({
    version: 'code-points',
    wcwidth: codePoint => (width(codePoint) === 2 ? 2 : width(codePoint) === 1 ? 1 : 0),
    // The packed form of xterm: state << 3 | width << 1 | joins the character before.
    charProperties: (codePoint, preceding) => {
      const own = width(codePoint)
      const before = (preceding >> 1) & 3
      const joins = own === 0 && preceding !== 0 && before !== 0
      return ((joins ? before : own) << 1) | (joins ? 1 : 0)
    },
  })
  terminal.unicode.activeVersion = 'code-points'
}
