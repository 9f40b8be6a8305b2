import {type Answer, mxx, mxxDone} from './mxx.ts'
import type {Place} from './place.ts'
import type {Changed} from './predictions.ts'
import type {Target} from './try-change.ts'

/** Every feature of the project that has a table, with what deletes are drawn from. */
export async function targetsOf(place: Place): Promise<readonly Target[]> {
  const targets: Target[] = []
  for (const [key, idColumns] of await idColumnsOf(place)) {
    const {json} = await mxx(place, 'metadata', 'read', key, '--with-feature-history')
    if (json.rows === undefined || json.total_rows === 0) continue
    const {versions} = await mxxDone(place, 'versions', key)
    targets.push({
      ...(await readersIn(place, key)),
      versions: versions.map((version: Answer['json']) => version.feature_version),
      ground: {
        idColumns,
        columns: json.columns.filter(
          (column: Answer['json']) => !column.name.startsWith('metaxy_'),
        ),
        rows: json.rows,
      },
    })
  }
  return targets
}

/** By feature. */
export async function idColumnsOf(place: Place): Promise<ReadonlyMap<string, readonly string[]>> {
  const {features} = await mxxDone(place, 'describe', 'features', '--all-features')
  return new Map(features.map((feature: Answer['json']) => [feature.key, feature.id_columns]))
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
