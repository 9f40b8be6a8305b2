import {cp, mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {COMMANDS} from '../../src/app/commands.ts'
import type {PtyScreen} from '../helpers/pty-screen.ts'
import {type Random, seededRandom} from '../helpers/random.ts'
import {contentsOf} from '../helpers/untouched.ts'
import {leftInTerminal, openInShell} from './in-a-shell.ts'
import {DEMO, SIZES} from './places.ts'
import {nextChunks, wouldCommit} from './random-walk.ts'
import {buildRecordingProgram, type RecordingProgram, recordReader} from './recording-program.ts'

const PRESSES = 2000
/** Thousands of keys take a while; this only ends what hangs. */
const PATIENCE_MS = 1_200_000
/** While it is suspended the terminal keeps some keys for itself; nobody waits for them for ever. */
const SWALLOWED_MS = 1000
/** Between two looks at what was recorded. */
const LOOK_MS = 4
/** Long enough for a small preview. */
const REST_MS = 150
/** An Esc that something follows at once is the beginning of a sequence. */
const ESC_ALONE_MS = 30

/** Thousands of random keys for each seed: nothing is written, and most commands ran. */
export function tellOfRandomKeys(seeds: readonly number[]): void {
  describe('whatever is pressed, nothing is written', () => {
    let recording: RecordingProgram
    const ran = new Set<string>()
    beforeAll(() => {
      recording = buildRecordingProgram()
    })
    afterAll(() => recording.remove())

    // Side by side: most of the time each waits for its program.
    test.concurrent.for(seeds)('seed %i', {timeout: PATIENCE_MS}, async seed => {
      const folder = await mkdtemp(join(tmpdir(), 'mxx-test-'))
      try {
        await pressThousands(recording.path, folder, seed, ran)
      } finally {
        await rm(folder, {recursive: true, force: true})
      }
    })

    test('most actions of the registry ran', () => {
      const missing = COMMANDS.filter(({id}) => !ran.has(id)).map(({id}) => id)
      console.log(`${ran.size} of ${COMMANDS.length} actions ran; not: ${missing.join(', ')}`)
      expect(ran.size / COMMANDS.length).toBeGreaterThanOrEqual(0.8)
    })
  })
}

async function pressThousands(
  program: string,
  folder: string,
  seed: number,
  ran: Set<string>,
): Promise<void> {
  const random = seededRandom(seed)
  const place = {directory: join(folder, 'project'), stateHome: join(folder, 'state')}
  await cp(DEMO, place.directory, {recursive: true})
  const before = await contentsOf(place.directory)
  const own = new Set<string>()
  let presses = 0
  let starts = 0
  while (presses < PRESSES) {
    const record = join(folder, `${starts}`)
    const size = SIZES[(seed + starts) % SIZES.length] ?? SIZES[0]
    const screen = openInShell(program, place, size, {RECORD: record})
    starts += 1
    presses += await pressUntilItEnds({screen, record, random, ran, own, most: PRESSES - presses})
    // 130: Ctrl+C once more while the program was ending already.
    expect([0, 130], screen.text()).toContain(await screen.exited)
    expect(leftInTerminal(screen)).toEqual([])
    expect(await contentsOf(place.directory)).toEqual(before)
  }
  console.log(`seed ${seed}: ${presses} keys, ${starts} starts, ${own.size} actions`)
}

interface Run {
  readonly screen: PtyScreen
  readonly record: string
  readonly random: Random
  /** Of all seeds of the file. */
  readonly ran: Set<string>
  /** Of this seed. */
  readonly own: Set<string>
  readonly most: number
}

/** Answers how many keys were pressed before the program ended, which it does after the last of them. */
async function pressUntilItEnds({screen, record, random, ran, own, most}: Run): Promise<number> {
  let isRunning = true
  screen.exited.then(() => {
    isRunning = false
  })
  const read = recordReader(record)
  let sent = 0
  const send = (bytes: string) => {
    screen.press(bytes)
    sent += Buffer.byteLength(bytes)
  }
  /** Answers whether they were; those that were not are waited for no more. */
  const allTaken = async () => {
    const until = performance.now() + SWALLOWED_MS
    while (isRunning && read().bytes < sent && performance.now() < until) await pause(LOOK_MS)
    const {bytes} = read()
    const were = bytes >= sent
    sent = bytes
    return were
  }

  await screen.until('10 features counted')
  send(":delete clip/trim where scene = 'CHART'\r")
  await screen.until('1 staged')
  await allTaken()

  let presses = 0
  while (presses < most && isRunning) {
    for (const chunk of nextChunks(random, ran, read())) {
      // Nobody knows where a key goes that some before it may still be on their way.
      if ((chunk.hasY || chunk.hasEnter) && !(await allTaken())) continue
      if (wouldCommit(chunk, read())) continue
      if (!isRunning) break
      if (chunk.rests === true) await pause(REST_MS)
      send(chunk.bytes)
      presses += chunk.presses
      if (chunk.bytes === '\x1b') await pause(ESC_ALONE_MS)
    }
    await allTaken()
    for (const id of read().commands) {
      ran.add(id)
      own.add(id)
    }
  }
  for (; isRunning; await pause(300)) {
    // To the shell it would be a signal, which throws away what it says and what it is told.
    if (screen.terminal.buffer.active.type === 'alternate') screen.press('\x03')
  }
  return presses
}
