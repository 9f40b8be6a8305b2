import {openProject, type Project} from '../../src/engine/index.ts'
import {deltaCopy} from './delta-copy.ts'
import {benchGraph} from './graphs.ts'
import {type BenchShape, benchProject} from './make-project.ts'
import {median, smallest, timed} from './statistics.ts'

export const DELTA_HEADER =
  'graph  hash       records phase  delta ms    min duckdb ms    min  ratio of min      rows'

/**
 * The same increment out of a Delta store and out of a DuckDB file, round about, as one line of a table.
 * @throws Error when the two do not find equally many rows.
 */
export async function deltaLine(work: string, shape: BenchShape, rounds: number): Promise<string> {
  const directory = await benchProject(work, shape)
  const {leaf} = benchGraph(shape.graph)
  const duckdb = await openProject(directory, {env: {}, now: () => 0n})
  const delta = await openProject(await deltaCopy(directory), {env: {}, now: () => 0n})
  const times = {delta: [] as number[], duckdb: [] as number[]}
  let rows = 0
  // The first round warms both up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const first = await timed(() => pendingRows(delta, leaf.key))
    const second = await timed(() => pendingRows(duckdb, leaf.key))
    if (first.answer !== second.answer) {
      throw new Error(`${directory}: ${first.answer} rows in Delta, ${second.answer} in DuckDB`)
    }
    rows = first.answer
    if (round === 0) continue
    times.delta.push(first.ms)
    times.duckdb.push(second.ms)
  }
  await delta.close()
  await duckdb.close()
  const ratio = median(times.delta.map((ms, round) => ms / (times.duckdb[round] ?? Number.NaN)))
  const figures = [times.delta, times.duckdb].flatMap(ms => [median(ms), smallest(ms)])
  return [
    `${shape.graph.padEnd(6)} ${shape.hash.padEnd(8)} ${String(shape.records).padStart(9)} ${shape.phase.padEnd(5)}`,
    ...figures.map(ms => ms.toFixed(0).padStart(8)),
    ratio.toFixed(2).padStart(6),
    (smallest(times.delta) / smallest(times.duckdb)).toFixed(2).padStart(6),
    String(rows).padStart(9),
  ].join(' ')
}

async function pendingRows(project: Project, feature: string): Promise<number> {
  const increment = await project.resolveUpdate({feature}, {keep: 'rows'})
  const {counts} = increment
  await increment.close()
  return counts.new + counts.stale + counts.orphaned
}
