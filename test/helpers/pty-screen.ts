import {type IPty, spawn} from '@lydell/node-pty'
import xterm, {type IBufferCell, type Terminal} from '@xterm/headless'

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
  until(wanted: string | RegExp | ((text: string) => boolean)): Promise<string>
  resize(columns: number, rows: number): void
  signal(name: NodeJS.Signals): void
  /** Everything that was written so far, escape sequences included. */
  output(): string
  readonly exited: Promise<number>
}

/** Only ends what hangs. */
const PATIENCE_MS = 30_000

export function openPtyScreen(
  command: string,
  args: readonly string[],
  {columns, rows, cwd, env}: PtyScreenOptions,
): PtyScreen {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true})
  const pty = spawn(command, [...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    ...(cwd === undefined ? {} : {cwd}),
    env: {...personsEnvironment(), ...env},
  })
  let output = ''
  pty.onData(data => {
    output += data
    terminal.write(data)
  })
  // Answers to what the program asks its terminal.
  terminal.onData(data => pty.write(data))
  const exited = exitOf(pty, terminal)
  const text = () => screenText(terminal)

  return {
    terminal,
    pid: pty.pid,
    text,
    cell: (column, row) => {
      const {active} = terminal.buffer
      const cell = active.getLine(active.viewportY + row)?.getCell(column)
      if (cell === undefined) throw new Error(`no cell at column ${column}, row ${row}`)
      return cell
    },
    press: keys => pty.write(keys),
    until: wanted => untilShown(terminal, exited, wanted),
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows)
      pty.resize(newColumns, newRows)
    },
    signal: name => pty.kill(name),
    output: () => output,
    exited,
  }
}

function screenText(terminal: Terminal): string {
  const {active} = terminal.buffer
  return Array.from({length: terminal.rows}, (_, row) =>
    active.getLine(active.viewportY + row)?.translateToString(true),
  ).join('\n')
}

/** Not that of a test run: Ink draws nothing under CI, and colours must not depend on the caller. */
function personsEnvironment(): Record<string, string | undefined> {
  const {CI: _, NO_COLOR: __, NODE_ENV: ___, FORCE_COLOR: ____, ...rest} = process.env
  return {...rest, TERM: 'xterm-256color', COLORTERM: 'truecolor'}
}

/** The exit code, once the last bytes are on the screen; by a signal: 128 and its number. */
function exitOf(pty: IPty, terminal: Terminal): Promise<number> {
  return new Promise(resolve => {
    pty.onExit(({exitCode, signal}) => {
      terminal.write('', () => resolve(signal ? 128 + signal : exitCode))
    })
  })
}

function untilShown(
  terminal: Terminal,
  exited: Promise<number>,
  wanted: string | RegExp | ((text: string) => boolean),
): Promise<string> {
  const matches =
    typeof wanted === 'function'
      ? wanted
      : (text: string) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))

  return new Promise((resolve, reject) => {
    const look = () => {
      if (terminal.modes.synchronizedOutputMode) return false
      const text = screenText(terminal)
      if (!matches(text)) return false
      finish()
      resolve(text)
      return true
    }
    const giveUp = (reason: string) => {
      finish()
      reject(new Error(`${reason} without showing ${wanted}:\n${screenText(terminal)}`))
    }
    const parsed = terminal.onWriteParsed(look)
    const timer = setTimeout(() => giveUp(`${PATIENCE_MS / 1000} s went by`), PATIENCE_MS)
    const finish = () => {
      parsed.dispose()
      clearTimeout(timer)
    }
    if (!look()) exited.then(code => look() || giveUp(`the program ended (${code})`))
  })
}
