/**
 * Many writers at once, and writers that are killed: npm run stress [-- --kills N --seed S]. Every figure
 * is printed with what it has to be; the exit code is 1 when one differs.
 */
import {rm} from 'node:fs/promises'
import {parseArgs} from 'node:util'
import type {Finding} from '../test/stress/finding.ts'
import {killedWriters} from '../test/stress/killed-writers.ts'
import {lockedFile} from '../test/stress/locked-file.ts'
import {manyWriters} from '../test/stress/many-writers.ts'
import {secondWriteFails} from '../test/stress/second-write-fails.ts'

const {values} = parseArgs({
  options: {kills: {type: 'string', default: '100'}, seed: {type: 'string', default: '1'}},
})

let different = 0
await report('6 processes × 25 commits on one Delta table', manyWriters('delta', 6, 25))
await report('6 processes × 25 commits on one DuckDB file', manyWriters('duckdb', 6, 25))
for (const backend of ['duckdb', 'delta'] as const) {
  const kills = Number(values.kills)
  await report(
    `killed ${kills} times, ${backend}`,
    killedWriters(backend, kills, Number(values.seed)),
  )
  await report(`a write_multi whose second write fails, ${backend}`, secondWriteFails(backend))
}
await report('a buffered writer, the file locked for 3 s', lockedFile())
process.exitCode = different > 0 ? 1 : 0

async function report(name: string, work: Promise<{folder: string; findings: readonly Finding[]}>) {
  const {folder, findings} = await work
  console.log(name)
  let wrong = 0
  for (const {what, found, expected} of findings) {
    const same = found === expected
    if (!same) wrong += 1
    console.log(`  ${same ? '✓' : '✗'} ${what}: ${found}${same ? '' : `, not ${expected}`}`)
  }
  different += wrong
  if (wrong === 0) await rm(folder, {recursive: true})
  else console.log(`  the project: ${folder}`)
}
