import type {Sight} from './look.ts'
import {type Answer, mxxDone} from './mxx.ts'
import type {Place} from './place.ts'
import type {JsonRow} from './rows.ts'

/** By feature that an upstream is expanded into: the columns that its rows share with their parent. */
export type ExpandedFeatures = ReadonlyMap<string, readonly string[]>

export async function expandedFeatures(place: Place): Promise<ExpandedFeatures> {
  const described = await mxxDone(place, '--all-projects', 'describe', 'features', '--all-features')
  return new Map(
    described.features.flatMap((feature: Answer['json']) => {
      const lineages = feature.dependencies.map((dep: Answer['json']) => dep.lineage)
      const expansion = lineages.find((one: Answer['json']) => one?.type === '1:N')
      return expansion === undefined ? [] : [[feature.key, expansion.on]]
    }),
  )
}

/** Which child stands for a parent among the orphaned is up to each program: what is its own is left out. */
export function atParentLevel(sight: Sight, expanded: ExpandedFeatures): Sight {
  const increments = [...sight.increments].map(([key, increment]) => {
    const shared = expanded.get(key)
    if (shared === undefined || 'raised' in increment) return [key, increment] as const
    const orphaned = increment.orphaned.map(row => only(row, [...shared, 'metaxy_feature_version']))
    return [key, {...increment, orphaned}] as const
  })
  return {...sight, increments: new Map(increments)}
}

function only(row: JsonRow, names: readonly string[]): JsonRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)))
}
