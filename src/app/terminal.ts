import type {ReadStream, WriteStream} from 'node:tty'

/** The streams of a terminal, and the signals that end a program. */
export interface TerminalStreams {
  readonly stdin: Pick<ReadStream, 'on' | 'off' | 'setRawMode' | 'setEncoding' | 'pause' | 'resume'>
  readonly stdout: WriteStream
}

export interface Terminal {
  /** Gives the terminal to somebody else for a while, and takes it back. */
  readonly lend: (work: () => Promise<void>) => Promise<void>
  /** Pastes are marked no longer; keys that still come are for whoever reads next. */
  readonly leave: () => void
  /** As it was before `takeTerminal`: lines and echo. */
  readonly release: () => void
}

const PASTE_ON = '\x1b[?2004h'
const PASTE_OFF = '\x1b[?2004l'

/**
 * Takes the keyboard: every byte goes to `feed`, nothing is echoed, pastes are marked. Done before
 * anything is drawn, since a key that the terminal echoes in between would spoil the screen for good.
 */
export function takeTerminal(
  {stdin, stdout}: TerminalStreams,
  feed: (chunk: string) => void,
): Terminal {
  let isOurs = false
  let isOver = false
  const listener = (chunk: string | Buffer) => feed(chunk.toString())

  function take(): void {
    if (isOurs || isOver) return
    isOurs = true
    stdin.setEncoding('utf8')
    stdin.setRawMode(true)
    stdin.on('data', listener)
    stdin.resume()
    stdout.write(PASTE_ON)
  }

  function stopReading(): void {
    stdin.off('data', listener)
    // Nothing keeps the program alive that only waits for keys.
    stdin.pause()
    stdout.write(PASTE_OFF)
  }

  function release(): void {
    if (!isOurs) return
    isOurs = false
    stdin.setRawMode(false)
  }

  take()
  return {
    lend: async work => {
      stopReading()
      release()
      try {
        await work()
      } finally {
        take()
      }
    },
    leave: () => {
      isOver = true
      if (isOurs) stopReading()
    },
    release,
  }
}
