import {groupBy} from '../graph/group-by.ts'
import {isJsonObject, parseJson} from '../models/json.ts'
import type {FeatureVersionRow} from './system-tables.ts'

/** One `metaxy push` as it can be told from its rows. */
export interface Push {
  readonly project: string
  readonly projectVersion: string
  /** Of its first row. */
  readonly recordedAtMicros: bigint
  readonly featureCount: number
  /** Without the reserved tag `metaxy`. */
  readonly tags: Readonly<Record<string, string>>
  readonly isCurrent: boolean
}

/** The rows of one push are recorded within moments; a longer pause begins the next one. */
const LONGEST_PAUSE_MICROS = 5_000_000n

/**
 * The pushes of all projects, newest first; a project version that was pushed again after another
 * one appears again (stores.md §3.4).
 *
 * @param rows oldest first.
 */
export function pushHistory(rows: readonly FeatureVersionRow[]): readonly Push[] {
  const pushes = [...groupBy(rows, row => row.project).values()].flatMap(pushesOfProject)
  return pushes.sort((a, b) => (a.recordedAtMicros > b.recordedAtMicros ? -1 : 1))
}

function pushesOfProject(rows: readonly FeatureVersionRow[]): readonly Push[] {
  const batches: FeatureVersionRow[][] = []
  for (const row of rows) {
    const batch = batches.at(-1)
    const last = batch?.at(-1)
    const goesOn =
      last?.projectVersion === row.projectVersion &&
      row.recordedAtMicros - last.recordedAtMicros <= LONGEST_PAUSE_MICROS
    if (goesOn) batch?.push(row)
    else batches.push([row])
  }
  return batches.flatMap((batch, index) => {
    const [first] = batch
    if (first === undefined) return []
    return {
      project: first.project,
      projectVersion: first.projectVersion,
      recordedAtMicros: first.recordedAtMicros,
      featureCount: batch.length,
      tags: userTags(first.tags),
      isCurrent: index === batches.length - 1,
    }
  })
}

/** A JSON object of texts; what is no such thing is shown as no tags. */
function userTags(text: string): Readonly<Record<string, string>> {
  try {
    const tags = parseJson(text)
    if (!isJsonObject(tags)) return {}
    return Object.fromEntries(
      [...tags].flatMap(([name, value]) =>
        typeof value === 'string' && name !== 'metaxy' ? [[name, value]] : [],
      ),
    )
  } catch {
    return {}
  }
}
