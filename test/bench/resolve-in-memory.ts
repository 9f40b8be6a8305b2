import {openProject, type Project} from '../../src/engine/index.ts'
import {median, smallest, timed} from './statistics.ts'

/** The shape in which the published benchmark's measuring script prints its figures, and ours beside them. */
export interface InMemoryFigures {
  /** Every round opens the project anew: configuration, pushes and DuckDB too. */
  readonly median_ms: number
  readonly min_ms: number
  /** The graph is known before, as it is to Metaxy's script; every round opens the metadata store. */
  readonly open_project_median_ms: number
  readonly open_project_min_ms: number
  readonly rounds: number
  readonly new: number
  readonly stale: number
}

/**
 * The published benchmark's measured region: open the metadata store, resolve the leaf's update, have
 * the rows of new and stale in memory as Arrow tables.
 */
export async function resolveInMemory(directory: string, rounds: number): Promise<InMemoryFigures> {
  const known = await open(directory)
  const {order} = await known.graph()
  const feature = order.at(-1)
  if (feature === undefined) throw new Error(`${directory} has no features`)
  const times: number[] = []
  const timesKnown: number[] = []
  let rows = {new: 0, stale: 0}
  for (let round = 0; round < rounds; round += 1) {
    const anew = await timed(async () => {
      const project = await open(directory)
      return {project, rows: (await resolved(project, feature)).rows}
    })
    await anew.answer.project.close()
    times.push(anew.ms)
    rows = anew.answer.rows
    const again = await timed(() => resolved(known, feature))
    await again.answer.increment.close()
    timesKnown.push(again.ms)
  }
  await known.close()
  const round = (ms: number) => Math.round(ms * 10) / 10
  return {
    median_ms: round(median(times)),
    min_ms: round(smallest(times)),
    open_project_median_ms: round(median(timesKnown)),
    open_project_min_ms: round(smallest(timesKnown)),
    rounds,
    ...rows,
  }
}

function open(directory: string): Promise<Project> {
  return openProject(directory, {env: {}, now: () => 0n})
}

/** The increment, and how many rows of new and stale were brought into memory. */
async function resolved(project: Project, feature: string) {
  const increment = await project.resolveUpdate({feature}, {keep: 'rows'})
  const [fresh, stale] = [await increment.table('new'), await increment.table('stale')]
  return {increment, rows: {new: fresh.numRows, stale: stale.numRows}}
}
