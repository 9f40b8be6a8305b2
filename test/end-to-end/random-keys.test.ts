import {createHash} from 'node:crypto'
import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Command} from '../../src/app/command.ts'
import {COMMANDS} from '../../src/app/commands.ts'
import type {PopupKind} from '../../src/store/navigation/popups.ts'
import {temporaryFolder} from '../helpers/fixture-project.ts'
import type {PtyScreen} from '../helpers/pty-screen.ts'
import {type Random, seededRandom} from '../helpers/random.ts'
import {leftInTerminal, openInShell} from './in-a-shell.ts'
import {demoPlace, SIZES} from './places.ts'
import {type Chunk, randomChunk} from './random-keys.ts'
import {buildRecordingProgram, type RecordingProgram, readRecord} from './recording-program.ts'

const SEEDS = [1, 2, 3, 4, 5]
const PRESSES = 2000
/** Between two looks at what has run. */
const CHUNKS_AT_ONCE = 6

/** Only `y` in the commit dialog is left out: it is meant to write. */
const WRITES = 'commit.confirm'
const TRIED = COMMANDS.filter(({id}) => id !== WRITES)

/** Thousands of keys take a while; this only ends what hangs. */
const PATIENCE_MS = 600_000
/** While it is suspended the terminal keeps some keys for itself; nobody waits for them for ever. */
const SWALLOWED_MS = 300
/** An Esc that something follows at once is the beginning of a sequence. */
const ESC_ALONE_MS = 30

describe('whatever is pressed, nothing is written', () => {
  let recording: RecordingProgram
  const ran = new Set<string>()
  beforeAll(() => {
    recording = buildRecordingProgram()
  })
  afterAll(() => recording.remove())

  test.each(SEEDS)(
    'seed %i',
    async seed => {
      const random = seededRandom(seed)
      const place = await demoPlace()
      const records = await temporaryFolder()
      const before = await contents(place.directory)
      const ranHere = new Set<string>()

      let presses = 0
      let starts = 0
      while (presses < PRESSES) {
        const record = join(records, `${starts}`)
        const size = SIZES[starts % SIZES.length] ?? SIZES[0]
        const screen = openInShell(recording.path, place, size, {RECORD: record})
        starts += 1
        presses += await pressUntilItEnds({
          screen,
          record,
          random,
          ranHere,
          most: PRESSES - presses,
        })
        // 130: Ctrl+C once more while the program was ending already.
        expect([0, 130], screen.text()).toContain(await screen.exited)
        expect(leftInTerminal(screen)).toEqual([])
        expect(await contents(place.directory)).toEqual(before)
      }

      for (const id of ranHere) ran.add(id)
      console.log(`seed ${seed}: ${presses} keys, ${starts} starts, ${ranHere.size} actions`)
    },
    PATIENCE_MS,
  )

  test('most actions of the registry ran', () => {
    const missing = COMMANDS.filter(({id}) => !ran.has(id)).map(({id}) => id)
    console.log(`${ran.size} of ${COMMANDS.length} actions ran; not: ${missing.join(', ')}`)
    expect(ran.size / COMMANDS.length).toBeGreaterThanOrEqual(0.8)
  })
})

interface Run {
  readonly screen: PtyScreen
  readonly record: string
  readonly random: Random
  readonly ranHere: Set<string>
  readonly most: number
}

/** Answers how many keys were pressed before the program ended, which it does after the last of them. */
async function pressUntilItEnds({screen, record, random, ranHere, most}: Run): Promise<number> {
  let isRunning = true
  screen.exited.then(() => {
    isRunning = false
  })
  let sent = 0
  const send = (bytes: string) => {
    screen.press(bytes)
    sent += Buffer.byteLength(bytes)
  }
  const allTaken = async () => {
    const until = performance.now() + SWALLOWED_MS
    while (isRunning && readRecord(record).bytes < sent && performance.now() < until) await pause(2)
    sent = readRecord(record).bytes
  }

  await screen.until('5 features counted')
  send(":delete clip/trim where scene = 'CHART'\r")
  await screen.until('1 staged')

  let presses = 0
  while (presses < most && isRunning) {
    const commands = commandsToTry(random, ranHere, readRecord(record).commands)
    for (const chunk of randomChunks(random, commands)) {
      if (chunk.hasY) {
        await allTaken()
        if (popupIn(readRecord(record).commands) === 'commit') continue
      }
      if (!isRunning) break
      send(chunk.bytes)
      presses += chunk.presses
      if (chunk.bytes === '\x1b') await pause(ESC_ALONE_MS)
    }
    await allTaken()
    for (const id of readRecord(record).commands) ranHere.add(id)
  }
  for (; isRunning; await pause(300)) screen.press('\x03')
  return presses
}

function randomChunks(random: Random, commands: readonly Command[]): readonly Chunk[] {
  return Array.from({length: CHUNKS_AT_ONCE}, () => randomChunk(random, commands))
}

/** Often those that did not run yet, or those of where the keys seem to go; else any. */
function commandsToTry(
  random: Random,
  ran: ReadonlySet<string>,
  inOrder: readonly string[],
): readonly Command[] {
  const context = popupIn(inOrder) ?? /(?<=^screen\.).+/.exec(inOrder.findLast(isScreen) ?? '')?.[0]
  const pools = [
    TRIED.filter(({id}) => !ran.has(id)),
    TRIED.filter(({contexts}) => contexts.some(one => one === context)),
    TRIED,
  ]
  return random.pick(pools.filter(pool => pool.length > 0))
}

const OPENS: Readonly<Record<string, PopupKind>> = {
  'help.palette': 'palette',
  'command.open': 'command-line',
  'find.open': 'finder',
  'find.feature': 'finder',
  'filter.open': 'filter',
  'export.open': 'export',
  'cols.pick': 'columns',
  'changes.commit': 'commit',
}

/** The popup that was opened last, unless one was closed since. */
function popupIn(inOrder: readonly string[]): PopupKind | undefined {
  const last = inOrder.findLast(id => id in OPENS || id === 'popup.close' || id === 'popup.accept')
  return last === undefined ? undefined : OPENS[last]
}

function isScreen(id: string): boolean {
  return id.startsWith('screen.')
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
