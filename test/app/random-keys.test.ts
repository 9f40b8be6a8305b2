import {createHash} from 'node:crypto'
import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {COMMANDS} from '../../src/app/commands.ts'
import {type AppScreen, openAppScreen} from '../helpers/app-screen.ts'
import {copyOfProject, temporaryFolder} from '../helpers/fixture-project.ts'
import {type Random, seededRandom} from '../helpers/random.ts'

const DEMO = fileURLToPath(new URL('../../assets/demo/project', import.meta.url))
const KEYS = 200
const SIZES = [
  [60, 16],
  [80, 24],
  [120, 36],
  [200, 60],
] as const

const SEQUENCES: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  backspace: '\x7f',
  delete: '\x1b[3~',
  space: ' ',
  up: '\x1b[A',
  down: '\x1b[B',
  left: '\x1b[D',
  right: '\x1b[C',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
}

test.each([11])(
  'random keys, pastes and broken sequences never fail and never write (seed %i)',
  async seed => {
    const random = seededRandom(seed)
    const [directory, journalDirectory] = await Promise.all([
      copyOfProject(DEMO),
      temporaryFolder(),
    ])
    const before = await fingerprint(directory)
    const [columns, rows] = random.pick(SIZES)
    let screen = openAppScreen(directory, {columns, rows, journalDirectory})
    const ran = new Set<string>()
    await screen.until('10 features counted')
    screen.press('2')
    await screen.until(/row 1 of \d+/)
    screen.press('d')
    await screen.until('1 staged')

    for (let sent = 0; sent < KEYS; sent += 1) {
      if (/y commit|Enter commit/.test(screen.text())) screen.press('\x1b[20')
      else screen.press(randomKeys(random))
      if (random.oneIn(25)) {
        const [newColumns, newRows] = random.pick(SIZES)
        screen.resize(newColumns, newRows)
      }
      await nextFrame()
      if (random.oneIn(10)) await rested()
      if (await hasEnded(screen)) {
        for (const id of screen.ran) ran.add(id)
        screen = openAppScreen(directory, {columns, rows, journalDirectory})
        await screen.until(/counted|counting/)
      }
      expect(screen.crashes).toEqual([])
    }
    for (const id of screen.ran) ran.add(id)
    if (!(await hasEnded(screen))) screen.emit('SIGTERM')
    await screen.exited
    expect(screen.isRaw()).toBe(false)
    expect(await fingerprint(directory)).toEqual(before)
    expect(await readdir(journalDirectory)).toEqual([])
    expect(ran.size).toBeGreaterThan(10)
  },
)

/** A key of the registry, or what no hand would type; never the y of the commit dialog. */
function randomKeys(random: Random): string {
  if (random.oneIn(30)) return `\x1b[200~${randomText(random)}\x1b[201~`
  if (random.oneIn(30))
    return random.pick(['\x1b[', '\x1bO', '\x1b]52;c;', '\x1b[<0;1;1M', '\x00', '\x1b\x1b'])
  if (random.oneIn(20)) return randomText(random)
  const key = random.pick(random.pick(COMMANDS).keys)
  if (key === 'ctrl+c' && !random.oneIn(10)) return 'j'
  return key.split(' ').map(bytesOf).join('')
}

function bytesOf(key: string): string {
  const control = /^ctrl\+([a-z])$/.exec(key)
  if (control?.[1] !== undefined) return String.fromCharCode(control[1].charCodeAt(0) - 96)
  return SEQUENCES[key] ?? key
}

function randomText(random: Random): string {
  return Array.from({length: 1 + random.below(6)}, () =>
    random.pick([..."abcdefgqxz' =<>0123", 'ä', '漢', '👩‍👩‍👧', '\x1b', '\r', '\t']),
  ).join('')
}

async function fingerprint(directory: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(directory, {recursive: true})).sort()
  const hashes = await Promise.all(
    names.map(async name => {
      const bytes = await readFile(join(directory, name)).catch(() => 'a folder')
      return [name, createHash('sha256').update(bytes).digest('hex')] as const
    }),
  )
  return Object.fromEntries(hashes)
}

function nextFrame(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

/** Long enough for an Esc to be one, and for some questions to be answered. */
function rested(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 30))
}

async function hasEnded({exited}: AppScreen): Promise<boolean> {
  return Promise.race([exited.then(() => true), nextFrame().then(() => false)])
}
