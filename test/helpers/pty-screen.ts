import {type IPty, spawn} from '@lydell/node-pty'
import type {IBufferCell, Terminal} from '@xterm/headless'
import {cellAt, openEmulator, parsed, untilShown, visibleText, type Wanted} from './emulator.ts'

export interface PtyScreenOptions {
  readonly columns: number
  readonly rows: number
  readonly cwd?: string
  /** Over this process's environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** A program in a pseudo-terminal, as the person in front of it meets it. */
export interface PtyScreen {
  readonly terminal: Terminal
  readonly pid: number
  /** The visible characters, one line per row, without spaces at the ends of lines. */
  text(): string
  /** Both from 0; colours and attributes as xterm gives them. */
  cell(column: number, row: number): IBufferCell
  /** Bytes as a keyboard sends them: `'j'`, `'\x1b[B'`, a whole burst at once. */
  press(keys: string): void
  /** Waits until a finished frame shows the text; rejects with the screen if it never comes. */
  until(wanted: Wanted): Promise<string>
  resize(columns: number, rows: number): void
  signal(name: NodeJS.Signals): void
  /** Everything that was written so far, escape sequences included. */
  output(): string
  /** The end of it, for who asks after every write. */
  lastOutput(): string
  /** The exit code, once the last bytes are on the screen; after a signal 128 and its number. */
  readonly exited: Promise<number>
}

export function openPtyScreen(
  command: string,
  args: readonly string[],
  {columns, rows, cwd, env}: PtyScreenOptions,
): PtyScreen {
  const terminal = openEmulator(columns, rows)
  const pty = spawn(command, [...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    ...(cwd === undefined ? {} : {cwd}),
    env: {...personsEnvironment(), ...env},
  })
  let output = ''
  let lastOutput = ''
  pty.onData(data => {
    output += data
    lastOutput = (lastOutput + data).slice(-200)
    terminal.write(data)
  })
  // Answers to what the program asks its terminal.
  terminal.onData(data => pty.write(data))
  const exited = exitOf(pty, terminal)
  const ended = exited.then(code => `the program ended (${code})`)

  return {
    terminal,
    pid: pty.pid,
    text: () => visibleText(terminal),
    cell: (column, row) => cellAt(terminal, column, row),
    press: keys => pty.write(keys),
    until: wanted => untilShown(terminal, wanted, ended),
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows)
      pty.resize(newColumns, newRows)
    },
    signal: name => pty.kill(name),
    output: () => output,
    lastOutput: () => lastOutput,
    exited,
  }
}

/** Not that of a test run: Ink draws nothing under CI, and colours must not depend on the caller. */
function personsEnvironment(): Record<string, string | undefined> {
  const {CI: _, NO_COLOR: __, NODE_ENV: ___, FORCE_COLOR: ____, ...rest} = process.env
  return {...rest, TERM: 'xterm-256color', COLORTERM: 'truecolor'}
}

function exitOf(pty: IPty, terminal: Terminal): Promise<number> {
  return new Promise(resolve => {
    pty.onExit(async ({exitCode, signal}) => {
      await parsed(terminal)
      resolve(signal ? 128 + signal : exitCode)
    })
  })
}
