import {type Answer, mxx, mxxDone} from './mxx.ts'
import type {Place} from './place.ts'
import type {Target} from './try-delete.ts'

/** Every feature of the project that has a table, with what deletes are drawn from. */
export async function targetsOf(place: Place): Promise<readonly Target[]> {
  const graph = await mxxDone(place, 'graph', 'render')
  const described = await mxxDone(place, 'describe', 'features', '--all-features')
  const targets: Target[] = []
  for (const {key, id_columns} of described.features) {
    const {json} = await mxx(place, 'metadata', 'read', key, '--with-feature-history')
    if (json.rows === undefined || json.total_rows === 0) continue
    const {versions} = await mxxDone(place, 'versions', key)
    targets.push({
      feature: key,
      isRoot: !graph.edges.some((edge: Answer['json']) => edge.to === key),
      readers: graph.edges
        .filter((edge: Answer['json']) => edge.from === key)
        .map((edge: Answer['json']) => edge.to),
      versions: versions.map((version: Answer['json']) => version.feature_version),
      ground: {
        idColumns: id_columns,
        columns: json.columns.filter(
          (column: Answer['json']) => !column.name.startsWith('metaxy_'),
        ),
        rows: json.rows,
      },
    })
  }
  return targets
}
