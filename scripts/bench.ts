/**
 * How fast it is, as ratios within one run; nothing here fails on a slow machine.
 *
 *   npm run bench                     everything below but the 10 million rows
 *   npm run bench -- --records 10000,10000000 --graph wide --hash md5 --phase stale --rounds 3
 *   npm run bench -- --delta          only Delta stores against DuckDB files
 *   npm run bench -- --writes         only appends, rebases and copies
 *   npm run bench -- --screens        only what a person waits for
 *   npm run bench -- --project DIR    a project of the published benchmark; the last line is one JSON object
 *
 * Projects are made once and kept in `--work DIR` (.tmp/bench).
 */
import {mkdirSync} from 'node:fs'
import path from 'node:path'
import {parseArgs} from 'node:util'
import {
  COMPARISON_HEADER,
  compareWithBareQuery,
  comparisonLine,
} from '../test/bench/against-bare.ts'
import {DELTA_HEADER, deltaLine} from '../test/bench/delta-against-duckdb.ts'
import type {BenchShape} from '../test/bench/make-project.ts'
import {resolveInMemory} from '../test/bench/resolve-in-memory.ts'
import {benchWriting} from '../test/bench/writing.ts'

const {values} = parseArgs({
  options: {
    records: {type: 'string', default: '10000,100000,1000000'},
    graph: {type: 'string', default: 'simple,wide'},
    hash: {type: 'string', default: 'md5,xxhash64'},
    phase: {type: 'string', default: 'new,stale'},
    rounds: {type: 'string', default: '5'},
    project: {type: 'string'},
    delta: {type: 'boolean', default: false},
    writes: {type: 'boolean', default: false},
    screens: {type: 'boolean', default: false},
    work: {type: 'string', default: path.join(import.meta.dirname, '../.tmp/bench')},
  },
})
const rounds = Number(values.rounds)
/** What the largest figures are promised for. */
const LARGEST = 1_000_000
const work = path.resolve(process.env.INIT_CWD ?? '.', values.work)
mkdirSync(work, {recursive: true})

if (values.project !== undefined) {
  const directory = path.resolve(process.env.INIT_CWD ?? '.', values.project)
  console.log(JSON.stringify(await resolveInMemory(directory, rounds)))
} else {
  const {delta, writes, screens} = values
  const everything = !delta && !writes && !screens
  if (everything) await compareEverything(COMPARISON_HEADER, againstBare)
  if (everything || delta)
    await compareEverything(DELTA_HEADER, shape => deltaLine(work, shape, rounds))
  if (everything || writes) await benchWriting(work, LARGEST, Math.min(rounds, 3))
  if (everything || screens) {
    // The terminal is loaded only when it is measured.
    const {benchScreens} = await import('../test/bench/screens.ts')
    await benchScreens(work)
  }
}

async function againstBare(shape: BenchShape): Promise<string> {
  return comparisonLine(await compareWithBareQuery(work, shape, rounds))
}

async function compareEverything(
  header: string,
  lineOf: (shape: BenchShape) => Promise<string>,
): Promise<void> {
  console.log(header)
  for (const records of values.records.split(',').map(Number)) {
    for (const graph of chosen(values.graph, ['simple', 'wide'])) {
      for (const hash of chosen(values.hash, ['md5', 'xxhash64'])) {
        for (const phase of chosen(values.phase, ['new', 'stale'])) {
          console.log(await lineOf({graph, hash, records, phase}))
        }
      }
    }
  }
}

function chosen<const T extends string>(text: string, known: readonly T[]): readonly T[] {
  const names = text.split(',')
  return known.filter(name => names.includes(name))
}
