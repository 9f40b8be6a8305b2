import type {Change, CommitOptions, Project, ReadRequest} from '../../../src/engine/index.ts'

/** What an undo may change: when a row was written and by which run. */
const MAY_DIFFER = ['metaxy_updated_at', 'metaxy_materialization_id']

/** Everything that a project shows of a feature: every kind of read, and what its readers have to do. */
export async function everythingSeen(project: Project, feature: string): Promise<unknown> {
  const versions = await project.versions(feature)
  const requests: ReadRequest[] = [
    {feature},
    {feature, withFeatureHistory: true},
    ...versions
      .filter(one => one.liveRows > 0)
      .map(one => ({feature, featureVersion: one.featureVersion})),
  ]
  const reads = []
  for (const request of requests) reads.push(await readOf(project, request))
  const {graph, order} = await project.graph()
  const readers = order.filter(key =>
    graph.definitions.get(key)?.spec.deps.some(dep => dep.feature === feature || key === feature),
  )
  const counts = []
  for (const reader of readers) counts.push(await project.countIncrement({feature: reader}))
  return {reads, counts}
}

async function readOf(project: Project, request: ReadRequest) {
  const {rows, columns, resolvedFrom} = await project.read(request)
  const shown = rows.map(row =>
    Object.fromEntries(
      columns
        .map((column, index) => [column.name, row[index]] as const)
        .filter(([name]) => !MAY_DIFFER.includes(name)),
    ),
  )
  return {request, resolvedFrom, shown}
}

/** Previews and commits one change; answers the operation, null when nothing was written. */
export async function commit(
  project: Project,
  change: Change,
  options: CommitOptions = {},
): Promise<string | null> {
  const outcome = await project.commit(await project.preview([change]), options)
  const [file] = outcome.files
  if (file?.kind !== 'committed') throw new Error('conflicted')
  return file.changes[0]?.operation ?? null
}
