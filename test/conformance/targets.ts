import {type Answer, mxx, mxxDone} from './mxx.ts'
import type {Place} from './place.ts'
import type {Changed} from './predictions.ts'
import type {Target} from './try-delete.ts'

/** Every feature of the project that has a table, with what deletes are drawn from. */
export async function targetsOf(place: Place): Promise<readonly Target[]> {
  const described = await mxxDone(place, 'describe', 'features', '--all-features')
  const targets: Target[] = []
  for (const {key, id_columns} of described.features) {
    const {json} = await mxx(place, 'metadata', 'read', key, '--with-feature-history')
    if (json.rows === undefined || json.total_rows === 0) continue
    const {versions} = await mxxDone(place, 'versions', key)
    targets.push({
      ...(await readersIn(place, key)),
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

/** Who reads a feature directly, and whether it reads any. */
export async function readersIn(place: Place, feature: string): Promise<Changed> {
  const {edges} = await mxxDone(place, 'graph', 'render')
  return {
    feature,
    isRoot: !edges.some((edge: Answer['json']) => edge.to === feature),
    readers: edges
      .filter((edge: Answer['json']) => edge.from === feature)
      .map((edge: Answer['json']) => edge.to),
  }
}
