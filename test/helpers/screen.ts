import {PassThrough, Writable} from 'node:stream'
import type {IBufferCell, Terminal} from '@xterm/headless'
import {render} from 'ink'
import type {ReactNode} from 'react'
import {cellAt, openEmulator, parsed, untilShown, visibleText, type Wanted} from './emulator.ts'

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
  until(wanted: Wanted): Promise<string>
  /** The screen once everything rendered so far has arrived in the terminal. */
  settled(): Promise<string>
  resize(columns: number, rows: number): void
  rerender(element: ReactNode): void
  /** Everything that was written so far, escape sequences included. */
  output(): string
  /** Takes the tree away; resolves when the terminal is as it was. */
  close(): Promise<void>
}

/** Opens an element full screen, the way the program runs: alternate screen, incremental frames. */
export function openScreen(
  element: ReactNode,
  {columns, rows}: {readonly columns: number; readonly rows: number},
): Screen {
  const terminal = openEmulator(columns, rows, true)
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
  const text = () =>
    visibleText(terminal)
      .split('\n')
      .map(line => line.trimEnd())
      .join('\n')

  return {
    terminal,
    text,
    cell: (column, row) => cellAt(terminal, column, row),
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
