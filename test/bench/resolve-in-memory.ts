import {openProject} from '../../src/engine/index.ts'
import {median, smallest, timed} from './statistics.ts'

/** The shape in which the published benchmark's measuring script prints its figures. */
export interface InMemoryFigures {
  readonly median_ms: number
  readonly min_ms: number
  readonly rounds: number
  readonly new: number
  readonly stale: number
}

/**
 * The published benchmark's measured region: open the metadata store, resolve the leaf's update, have
 * the rows of new and stale in memory as Arrow tables. Every round opens the project anew.
 */
export async function resolveInMemory(directory: string, rounds: number): Promise<InMemoryFigures> {
  const feature = await leafOf(directory)
  const times: number[] = []
  let rows = {new: 0, stale: 0}
  for (let round = 0; round < rounds; round += 1) {
    const {ms, answer} = await timed(async () => {
      const project = await openProject(directory, {env: {}, now: () => 0n})
      const increment = await project.resolveUpdate({feature}, {keep: 'rows'})
      const tables = {new: await increment.table('new'), stale: await increment.table('stale')}
      return {project, tables}
    })
    times.push(ms)
    rows = {new: answer.tables.new.numRows, stale: answer.tables.stale.numRows}
    await answer.project.close()
  }
  const round = (ms: number) => Math.round(ms * 10) / 10
  return {median_ms: round(median(times)), min_ms: round(smallest(times)), rounds, ...rows}
}

/** The last feature in topological order. */
async function leafOf(directory: string): Promise<string> {
  const project = await openProject(directory, {env: {}, now: () => 0n})
  const {order} = await project.graph()
  await project.close()
  const leaf = order.at(-1)
  if (leaf === undefined) throw new Error(`${directory} has no features`)
  return leaf
}
