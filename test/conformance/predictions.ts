import type {Answer} from './mxx.ts'
import type {OracleIncrement} from './oracle.ts'
import type {ProjectReport} from './report.ts'
import {PARTS} from './rows.ts'

/** Says where something differs; undefined is no difference. */
export type Differs = (about: string, what: string | undefined) => void

/** A feature whose rows a change is about, and who reads it. */
export interface Changed {
  readonly feature: string
  readonly isRoot: boolean
  /** Direct ones. */
  readonly readers: readonly string[]
}

/** The features whose increments a change of this feature moves: its own, unless it is a root, and its readers'. */
export function movedBy({feature, isRoot, readers}: Changed): readonly string[] {
  return [...(isRoot ? [] : [feature]), ...readers]
}

/**
 * The figures of one feature's preview against the increments that the real Metaxy resolves.
 * @param before what it resolved before the commit, where that was asked.
 */
export function comparePrediction(
  preview: Answer['json'],
  changed: Changed,
  before: ReadonlyMap<string, OracleIncrement> | null,
  after: ReadonlyMap<string, OracleIncrement>,
  report: ProjectReport,
  differs: Differs,
): void {
  const listed = preview.downstream.map((effect: Answer['json']) => effect.feature).sort()
  differs('readers named', figures([...changed.readers].sort().join(' '), listed.join(' ')))
  for (const [key, now] of after) {
    const effect =
      key === changed.feature
        ? preview.next_increment
        : preview.downstream.find((one: Answer['json']) => one.feature === key)
    const then = before?.get(key)
    // What cannot be computed before, as while an upstream has no table, is not said for afterwards either.
    const isUnknown = then !== undefined && 'raised' in then && effect?.not_computed !== undefined
    if ('raised' in now || isUnknown) report.unanswered += 1
    else {
      report.predictions += 1
      for (const part of PARTS) {
        differs(`${part} of ${key}, predicted`, figures(now[part].length, effect?.[part]?.after))
        if (then === undefined || 'raised' in then) continue
        differs(`${part} of ${key}, before`, figures(then[part].length, effect?.[part]?.before))
      }
    }
  }
}

/** What is said of two figures or texts that should be the same. */
export function figures(expected: unknown, found: unknown): string | undefined {
  return expected === found ? undefined : `${String(found)} instead of ${String(expected)}`
}
