import {createHash} from 'node:crypto'
import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {COMMANDS} from '../../src/app/commands.ts'
import {temporaryFolder} from '../helpers/fixture-project.ts'
import type {PtyScreen} from '../helpers/pty-screen.ts'
import {type Random, seededRandom} from '../helpers/random.ts'
import {leftInTerminal, openInShell} from './in-a-shell.ts'
import {demoPlace, SIZES} from './places.ts'
import {nextChunks, wouldCommit} from './random-walk.ts'
import {buildRecordingProgram, type RecordingProgram, recordReader} from './recording-program.ts'

const PRESSES = 2000
/** Thousands of keys take a while; this only ends what hangs. */
const PATIENCE_MS = 1_200_000
/** While it is suspended the terminal keeps some keys for itself; nobody waits for them for ever. */
const SWALLOWED_MS = 300
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

    test.each(seeds)('seed %i', seed => pressThousands(recording.path, seed, ran), PATIENCE_MS)

    test('most actions of the registry ran', () => {
      const missing = COMMANDS.filter(({id}) => !ran.has(id)).map(({id}) => id)
      console.log(`${ran.size} of ${COMMANDS.length} actions ran; not: ${missing.join(', ')}`)
      expect(ran.size / COMMANDS.length).toBeGreaterThanOrEqual(0.8)
    })
  })
}

async function pressThousands(program: string, seed: number, ran: Set<string>): Promise<void> {
  const random = seededRandom(seed)
  const place = await demoPlace()
  const records = await temporaryFolder()
  const before = await contents(place.directory)
  const ranBefore = ran.size
  let presses = 0
  let starts = 0
  while (presses < PRESSES) {
    const record = join(records, `${starts}`)
    const size = SIZES[starts % SIZES.length] ?? SIZES[0]
    const screen = openInShell(program, place, size, {RECORD: record})
    starts += 1
    presses += await pressUntilItEnds({screen, record, random, ran, most: PRESSES - presses})
    // 130: Ctrl+C once more while the program was ending already.
    expect([0, 130], screen.text()).toContain(await screen.exited)
    expect(leftInTerminal(screen)).toEqual([])
    expect(await contents(place.directory)).toEqual(before)
  }
  const more = ran.size - ranBefore
  console.log(`seed ${seed}: ${presses} keys, ${starts} starts, ${more} more actions`)
}

interface Run {
  readonly screen: PtyScreen
  readonly record: string
  readonly random: Random
  /** Of this seed and those before it. */
  readonly ran: Set<string>
  readonly most: number
}

/** Answers how many keys were pressed before the program ended, which it does after the last of them. */
async function pressUntilItEnds({screen, record, random, ran, most}: Run): Promise<number> {
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
  const allTaken = async () => {
    const until = performance.now() + SWALLOWED_MS
    while (isRunning && read().bytes < sent && performance.now() < until) await pause(2)
    sent = read().bytes
  }

  await screen.until('10 features counted')
  send(":delete clip/trim where scene = 'CHART'\r")
  await screen.until('1 staged')
  await allTaken()

  let presses = 0
  while (presses < most && isRunning) {
    for (const chunk of nextChunks(random, ran, read())) {
      if (chunk.hasY || chunk.hasEnter) await allTaken()
      if (wouldCommit(chunk, read())) continue
      if (!isRunning) break
      if (chunk.rests === true) await pause(REST_MS)
      send(chunk.bytes)
      presses += chunk.presses
      if (chunk.bytes === '\x1b') await pause(ESC_ALONE_MS)
    }
    await allTaken()
    for (const id of read().commands) ran.add(id)
  }
  for (; isRunning; await pause(300)) screen.press('\x03')
  return presses
}

/** Every file and folder below, with a fingerprint of what it holds. */
async function contents(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true})
  const found = entries.map(async entry => {
    const path = join(entry.parentPath, entry.name)
    const bytes = entry.isFile() ? await readFile(path) : entry.name
    return [path, createHash('sha256').update(bytes).digest('hex')] as const
  })
  return new Map((await Promise.all(found)).sort())
}
