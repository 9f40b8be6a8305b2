import path from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {registerHashFunctions} from '../../src/engine/duckdb/hash-functions.ts'
import {openProject} from '../../src/engine/index.ts'
import {bareIncrement} from './bare-query.ts'
import {benchGraph} from './graphs.ts'
import {type BenchShape, benchProject} from './make-project.ts'
import {median, smallest, timed} from './statistics.ts'

export interface Comparison {
  readonly shape: BenchShape
  /** Milliseconds from the question to the temporary table, one per round. */
  readonly ours: readonly number[]
  readonly bare: readonly number[]
  readonly rows: number
}

/**
 * The engine's `resolveUpdate` against the bare query on the same file, round about: both attach it,
 * end in a temporary table with the same columns, and let go of it.
 *
 * @throws Error when the two do not find equally many rows.
 */
export async function compareWithBareQuery(
  work: string,
  shape: BenchShape,
  rounds: number,
): Promise<Comparison> {
  const directory = await benchProject(work, shape)
  const {leaf} = benchGraph(shape.graph)
  const project = await openProject(directory, {env: {}, now: () => 0n})
  await project.graph()
  const engine = async () => {
    const increment = await project.resolveUpdate({feature: leaf.key}, {keep: 'rows'})
    const {counts} = increment
    await increment.close()
    return counts.new + counts.stale + counts.orphaned
  }
  const query = await bareQuery(path.join(directory, 'bench.duckdb'), shape)

  const ours: number[] = []
  const bare: number[] = []
  let rows = 0
  // The first round warms both up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const first = await timed(engine)
    const second = await timed(query.run)
    if (first.answer !== second.answer) {
      throw new Error(`${directory}: ${first.answer} rows, the bare query finds ${second.answer}`)
    }
    rows = first.answer
    if (round === 0) continue
    ours.push(first.ms)
    bare.push(second.ms)
  }
  query.close()
  await project.close()
  return {shape, ours, bare, rows}
}

/** One line of the table that a run prints. */
export function comparisonLine({shape, ours, bare, rows}: Comparison): string {
  const figures = [median(ours), smallest(ours), median(bare), smallest(bare)].map(ms =>
    ms.toFixed(0).padStart(7),
  )
  const ratio = median(ours.map((ms, round) => ms / (bare[round] ?? Number.NaN)))
  return [
    `${shape.graph.padEnd(6)} ${shape.hash.padEnd(8)} ${String(shape.records).padStart(9)} ${shape.phase.padEnd(5)}`,
    ...figures,
    ratio.toFixed(2).padStart(6),
    (smallest(ours) / smallest(bare)).toFixed(2).padStart(6),
    String(rows).padStart(9),
  ].join(' ')
}

export const COMPARISON_HEADER =
  'graph  hash       records phase  ours ms     min bare ms     min  ratio of min      rows'

/** An in-memory DuckDB of its own, set up like the engine's. */
async function bareQuery(file: string, shape: BenchShape) {
  const graph = benchGraph(shape.graph)
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: '',
  })
  const connection = await instance.connect()
  registerHashFunctions(connection)
  await connection.run("SET TimeZone = 'UTC'")
  return {
    run: async () => {
      await connection.run(`ATTACH '${file}' AS bench (READ_ONLY)`)
      const statement = bareIncrement(graph, shape.hash, 'bench.main', shape.phase === 'stale')
      await connection.run(`CREATE TABLE memory.main.bare AS ${statement}`)
      const [row] = (await connection.runAndReadAll('SELECT count(*) FROM bare')).getRows()
      await connection.run('DROP TABLE bare')
      await connection.run('DETACH bench')
      return Number(row?.[0])
    },
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
