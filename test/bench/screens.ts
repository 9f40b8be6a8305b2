import {cpSync, mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {setTimeout as wait} from 'node:timers/promises'
import {openProject} from '../../src/engine/index.ts'
import {openProgram, type Place} from '../helpers/built-program.ts'
import type {PtyScreen} from '../helpers/pty-screen.ts'
import {benchGraph} from './graphs.ts'
import {benchProject} from './make-project.ts'
import {processMemory, processorTime} from './process-figures.ts'
import {median, percentile, smallest, timed} from './statistics.ts'

const SIZE = {columns: 120, rows: 40}
/** Said once every feature of the graph has its counts. */
const ALL_COUNTED = /\d+ features counted/
const SETTLED_MS = 10_000

/** What a person waits for, on the built program in a pseudo-terminal; prints a line per figure. */
export async function benchScreens(work: string): Promise<void> {
  await benchStart()
  await benchKeys()
  const million = {graph: 'simple', hash: 'md5', records: 1_000_000, phase: 'stale'} as const
  const directory = await benchProject(work, million)
  const root = benchGraph('simple').roots[0]?.key ?? ''
  await benchPages(directory, root)
  await benchMemory(directory, root)
}

/** The very first start, which compiles, is told apart; those after it are what a person waits for. */
async function benchStart(): Promise<void> {
  const cacheHome = mkdtempSync(path.join(tmpdir(), 'mxx-bench-cache-'))
  const first = await start(cacheHome)
  const starts = await eleven(() => start(cacheHome))
  const all = (figure: keyof Start) => starts.map(one => one[figure])
  print('first frame of the demo', all('frameMs'), 300)
  print('  its processor time', all('frameCpuMs'))
  print('its graph with all counts', all('graphMs'), 1000)
  print('  its processor time', all('graphCpuMs'))
  const figures = [first.frameMs, first.graphMs].map(ms => ms.toFixed(0))
  console.log(`  the first start, nothing compiled yet: ${figures.join(' and ')} ms`)
}

interface Start {
  readonly frameMs: number
  readonly graphMs: number
  /** Of the whole process; it says more than the clock where others work too. */
  readonly frameCpuMs: number
  readonly graphCpuMs: number
}

async function start(cacheHome: string): Promise<Start> {
  const place = demo()
  const begun = performance.now()
  const screen = openProgram(place, SIZE, [], {XDG_CACHE_HOME: cacheHome})
  await screen.until('Graph')
  const frame = {frameMs: performance.now() - begun, frameCpuMs: processorTime(screen.pid)}
  await screen.until(ALL_COUNTED)
  const graph = {graphMs: performance.now() - begun, graphCpuMs: processorTime(screen.pid)}
  await quit(screen)
  return {...frame, ...graph}
}

async function eleven<T>(make: () => Promise<T>): Promise<readonly T[]> {
  const made: T[] = []
  while (made.length < 11) made.push(await make())
  return made
}

async function benchKeys(): Promise<void> {
  const screen = openProgram(demo(), SIZE)
  await screen.until(ALL_COUNTED)
  print('key to frame on Graph', await keyToFrame(screen, ['j', 'k', 'l', 'h']), 16)
  screen.press('\r')
  await screen.until(/row 1 of/)
  print('key to frame on Rows', await keyToFrame(screen, ['j', 'j', 'j', 'k']), 16)
  await quit(screen)
}

/** From the byte to the first finished frame that looks different; a key that changes nothing is not counted. */
async function keyToFrame(screen: PtyScreen, keys: readonly string[]): Promise<readonly number[]> {
  const times: number[] = []
  for (let count = 0; count < 300; count += 1) {
    const before = screen.text()
    const {ms, answer: changed} = await timed(() => {
      screen.press(keys[count % keys.length] ?? '')
      return Promise.race([
        screen
          .until(text => text !== before)
          .then(
            () => true,
            () => false,
          ),
        wait(250, false),
      ])
    })
    if (changed) times.push(ms)
    // A hand pauses between keys; details that load meanwhile are not part of the next one.
    await wait(80)
  }
  return times
}

async function benchPages(directory: string, feature: string): Promise<void> {
  const project = await openProject(directory, {env: {}, now: () => 0n})
  const rows = await project.openRows({feature})
  console.log(`index of ${rows.totalRows} rows: ${rows.builtInMs.toFixed(0)} ms`)
  const times: number[] = []
  for (let page = 0; page < 60; page += 1) {
    const offset = Math.floor((page / 60) * rows.totalRows)
    times.push((await timed(() => rows.page(offset, SIZE.rows))).ms)
  }
  print('a page at any depth', times, 50)
  await project.close()
}

async function benchMemory(directory: string, feature: string): Promise<void> {
  const screen = openProgram(placeOf(directory), SIZE)
  await screen.until(/~100,000\b/)
  screen.press(`:rows ${feature}\r`)
  await screen.until(/of 1,000,000/)
  await wait(SETTLED_MS)
  const {resident, peak} = processMemory(screen.pid)
  console.log(
    `resident memory ${SETTLED_MS / 1000} s after Rows of 1,000,000: ${resident} MB (at most 300), peak ${peak} MB`,
  )
  await quit(screen)
}

/** A fresh copy of the demo project. */
function demo(): Place {
  const directory = path.join(mkdtempSync(path.join(tmpdir(), 'mxx-bench-')), 'project')
  cpSync(path.join(import.meta.dirname, '../../assets/demo/project'), directory, {recursive: true})
  return placeOf(directory)
}

function placeOf(directory: string): Place {
  return {directory, stateHome: mkdtempSync(path.join(tmpdir(), 'mxx-bench-state-'))}
}

async function quit(screen: PtyScreen): Promise<void> {
  screen.press('q')
  await screen.exited
}

function print(what: string, times: readonly number[], bound?: number): void {
  const figures = [smallest(times), median(times), percentile(times, 95)].map(ms => ms.toFixed(1))
  const most = bound === undefined ? '' : ` (at most ${bound})`
  console.log(`${what}: min ${figures[0]} ms, median ${figures[1]}, p95 ${figures[2]}${most}`)
}
