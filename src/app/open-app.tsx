import {type Instance, render} from 'ink'
import {createTheme, type Theme} from '../components/theme.ts'
import {isAsciiTerminal} from './ascii-terminal.ts'
import type {ScreensRequest} from './headless/command-io.ts'
import {howItEnds} from './how-it-ends.ts'
import {createInputReader, type InputEvent} from './input.ts'
import {Opening} from './Opening.tsx'
import {NotOpened, openSession} from './open-session.ts'
import type {Session} from './session.tsx'
import {type Surroundings, thisProcess} from './surroundings.ts'
import {takeTerminal} from './terminal.ts'

/**
 * Shows the screens of a project until the person quits, and gives the terminal back as it was,
 * whatever ended them. Keys that come while the project is being opened are kept for it.
 *
 * @returns the exit code: 0 after quitting, 128 and its number after a signal, 1 after a crash,
 *   whose error is printed once the screen is left.
 * @throws whatever opening the project throws, once the screen is left.
 */
export async function openApp(
  request: ScreensRequest,
  surroundings: Surroundings = thisProcess(),
): Promise<number> {
  const ending = howItEnds(surroundings.events)
  const early: InputEvent[] = []
  let take = (events: readonly InputEvent[]): void => {
    early.push(...events)
    if (events.some(isInterrupt)) ending.quit(0)
  }
  const reader = createInputReader(events => take(events))
  const terminal = takeTerminal(surroundings, reader.feed)
  const theme = createTheme({
    color: request.color,
    ascii: request.ascii || isAsciiTerminal(request.options.env),
  })
  const ink = openScreen(request, theme, surroundings)
  // What a component throws ends Ink, and what ends Ink ends the session.
  ink.waitUntilExit().then(() => ending.quit(0), ending.crash)

  const opening = openSession({request, theme, surroundings, ink, terminal, quit: ending.quit})
  const show = async (): Promise<number> => {
    const opened = await Promise.race([opening, ending.over])
    if (typeof opened === 'number') return opened
    take = opened.take
    opened.take(early)
    return ending.over
  }
  const ended = await show().then(
    exitCode => ({exitCode}),
    error => ({error}),
  )
  await leaveScreen(ink)
  reader.close()
  terminal.leave()
  const closed = closeSession(opening)
  // Where Ctrl+C is a signal again, it also throws away what the terminal has not read yet: the screen
  // would stay as it is. So it is no signal until there was time to read.
  await settledWithin(CLOSING_MS, closed)
  terminal.release()
  ending.close()
  await closed
  if ('exitCode' in ended) return ended.exitCode
  if (ended.error instanceof NotOpened) throw ended.error.cause
  surroundings.printCrash(ended.error)
  return 1
}

/** What takes longer to close may be interrupted. */
const CLOSING_MS = 1000

function openScreen(
  request: ScreensRequest,
  theme: Theme,
  {stdin, stdout}: Surroundings,
): Instance {
  return render(<Opening directory={request.directory} theme={theme} />, {
    stdin,
    stdout,
    stderr: stdout,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 120,
  })
}

/** An empty frame first: some terminals leave rows behind that were added by growing the window. */
async function leaveScreen(ink: Instance): Promise<void> {
  ink.rerender(null)
  await ink.waitUntilRenderFlush()
  ink.unmount()
}

/** Stops what runs before the process may end: leaving in the middle of a query would hang. */
async function closeSession(opening: Promise<Session>): Promise<void> {
  const session = await opening.catch(() => undefined)
  await session?.close()
}

/** Waits for the work to end, in whatever way, or for the time to pass. */
async function settledWithin(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work.catch(() => {}), passed])
  clearTimeout(timer)
}

function isInterrupt(event: InputEvent): boolean {
  return event.kind === 'key' && (event.key === 'ctrl+c' || event.key === 'q')
}
