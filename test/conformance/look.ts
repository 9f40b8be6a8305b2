import {mxx} from './mxx.ts'
import type {Oracle, OracleIncrement} from './oracle.ts'
import type {Place} from './place.ts'
import type {JsonRow} from './rows.ts'

/** What one of the two programs sees of a feature and of its direct readers. */
export interface Sight {
  /** By the name of the read; null: no table. */
  readonly reads: ReadonlyMap<string, readonly JsonRow[] | null>
  readonly increments: ReadonlyMap<string, OracleIncrement>
}

/** A way to read a feature, in the words of both programs. */
export interface Read {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  readonly flags: readonly string[]
}

/** Default, with deletions, over all versions, and each version by itself. */
export function readsOf(versions: readonly string[]): readonly Read[] {
  return [
    {name: 'default', options: {}, flags: []},
    {
      name: 'with deletions',
      options: {include_soft_deleted: true},
      flags: ['--include-soft-deleted'],
    },
    {name: 'history', options: {with_feature_history: true}, flags: ['--with-feature-history']},
    ...versions.map(version => ({
      name: `version ${version}`,
      options: {with_feature_history: true, feature_version: version},
      flags: ['--feature-version', version],
    })),
  ]
}

export async function lookWithMetaxy(
  oracle: Oracle,
  graph: string,
  place: Place,
  feature: string,
  reads: readonly Read[],
  resolved: readonly string[],
): Promise<Sight> {
  const answer = await oracle.look({
    graph,
    project: place.directory,
    ...(place.storeName === undefined ? {} : {store: place.storeName}),
    reads: reads.map(read => [feature, read.options] as const),
    increments: resolved,
  })
  return {
    reads: new Map(reads.map((read, index) => [read.name, answer.reads[index] ?? null])),
    increments: new Map(
      resolved.map((key, index) => [key, answer.increments[index] ?? {raised: 'no answer'}]),
    ),
  }
}

export async function lookWithMxx(
  place: Place,
  feature: string,
  reads: readonly Read[],
  resolved: readonly string[],
): Promise<Sight> {
  const rows = new Map<string, readonly JsonRow[] | null>()
  for (const read of reads) {
    const {exit, json} = await mxx(place, 'metadata', 'read', feature, ...read.flags)
    if (exit !== 0 && json.error !== 'FEATURE_NOT_WRITTEN') throw new Error(JSON.stringify(json))
    rows.set(read.name, json.rows ?? null)
  }
  const increments = new Map<string, OracleIncrement>()
  for (const key of resolved) {
    const {exit, json} = await mxx(place, 'metadata', 'increment', key)
    increments.set(
      key,
      exit === 0
        ? {new: json.new.rows, stale: json.stale.rows, orphaned: json.orphaned.rows}
        : {raised: JSON.stringify(json)},
    )
  }
  return {reads: rows, increments}
}
