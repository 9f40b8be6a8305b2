import {EventEmitter} from 'node:events'
import {PassThrough, Writable} from 'node:stream'
import type {ReadStream, WriteStream} from 'node:tty'
import type {IBufferCell, Terminal} from '@xterm/headless'
import {openApp} from '../../src/app/open-app.tsx'
import type {Surroundings} from '../../src/app/surroundings.ts'
import {cellAt, openEmulator, parsed, untilShown, visibleText, type Wanted} from './emulator.ts'

export interface AppScreenOptions {
  readonly columns: number
  readonly rows: number
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly ascii?: boolean
  readonly color?: boolean
  /** Where the journal is kept. */
  readonly journalDirectory?: string
}

/** The program on a project, in this process, as the person in front of it meets it. */
export interface AppScreen {
  readonly terminal: Terminal
  text(): string
  cell(column: number, row: number): IBufferCell
  /** Bytes as a keyboard sends them: `'j'`, `'\x1b[B'`, a whole burst at once. */
  press(keys: string): void
  /** Waits until a finished frame shows what is wanted; answers the screen. */
  until(wanted: Wanted): Promise<string>
  resize(columns: number, rows: number): void
  /** A signal, or an error that nobody caught. */
  emit(event: string, ...values: readonly unknown[]): void
  /** Ids of the commands that ran, in order. */
  readonly ran: readonly string[]
  /** Everything that was written, escape sequences included. */
  output(): string
  isRaw(): boolean
  /** What was written since the keyboard was given back. */
  outputAfterRaw(): string
  readonly crashes: readonly unknown[]
  readonly exited: Promise<number>
}

/** Opens the program on the project in this directory. */
export function openAppScreen(directory: string, options: AppScreenOptions): AppScreen {
  const {columns, rows, env = {}, ascii = false, color = true, journalDirectory} = options
  const terminal = openEmulator(columns, rows, true)
  const written: string[] = []
  const stdout = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        written.push(chunk)
        terminal.write(chunk, done)
      },
    }),
    {isTTY: true, columns, rows},
  )
  let isRaw = false
  let writtenRaw = 0
  const keyboard = new PassThrough()
  const stdin = Object.assign(keyboard, {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      isRaw = raw
      writtenRaw = written.length
      return keyboard
    },
    ref: () => keyboard,
    unref: () => keyboard,
  })
  const events = new EventEmitter()
  const ran: string[] = []
  const crashes: unknown[] = []
  const surroundings: Surroundings = {
    stdin: stdin as unknown as ReadStream,
    stdout: stdout as unknown as WriteStream,
    events,
    stop: async () => {},
    printCrash: error => crashes.push(error),
    onCommand: id => ran.push(id),
  }
  const exited = openApp(
    {
      directory,
      ascii,
      color,
      options: {
        env,
        now: () => BigInt(Date.now()) * 1000n,
        ...(journalDirectory === undefined ? {} : {journalDirectory}),
      },
    },
    surroundings,
  ).finally(() => parsed(terminal))
  // Whoever waits for a text hears of the end; whoever waits for the end hears why.
  const ended = exited.then(
    code => `the program ended (${code})`,
    error => `the program failed (${error})`,
  )

  return {
    terminal,
    text: () => visibleText(terminal),
    cell: (column, row) => cellAt(terminal, column, row),
    press: keys => void stdin.write(keys),
    until: wanted => untilShown(terminal, wanted, ended),
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows)
      Object.assign(stdout, {columns: newColumns, rows: newRows}).emit('resize')
    },
    emit: (event, ...values) => void events.emit(event, ...values),
    ran,
    output: () => written.join(''),
    isRaw: () => isRaw,
    outputAfterRaw: () => written.slice(writtenRaw).join(''),
    crashes,
    exited,
  }
}
