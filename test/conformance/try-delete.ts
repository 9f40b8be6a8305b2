import type {Random} from '../helpers/random.ts'
import {drawFilter, type FilterGround} from './draw-filter.ts'
import {lookWithMetaxy, lookWithMxx, type Read, readsOf, type Sight, storedRows} from './look.ts'
import {type Answer, mxxDone} from './mxx.ts'
import type {Oracle} from './oracle.ts'
import type {Place} from './place.ts'
import type {ProjectReport} from './report.ts'
import {rowDifference, withoutColumns} from './rows.ts'

/** A feature that has rows, its versions and who reads it. */
export interface Target {
  readonly feature: string
  readonly isRoot: boolean
  readonly readers: readonly string[]
  readonly versions: readonly string[]
  readonly ground: FilterGround
}

/**
 * A random soft delete and its undo on a fresh copy of the project: what we predicted is compared with
 * what the real Metaxy resolves after the commit, what we read with what it reads, and what both show
 * after the undo with what they showed before the delete.
 */
export async function tryDelete(
  oracle: Oracle,
  graph: string,
  place: Place,
  target: Target,
  random: Random,
  report: ProjectReport,
): Promise<void> {
  const filter = random.oneIn(12) ? [] : ['--filter', drawFilter(random, target.ground)]
  const history = random.oneIn(2) ? ['--with-feature-history'] : []
  const line = ['metadata', 'delete', target.feature, ...filter, ...history]
  const earlier = random.oneIn(2) ? ['--filter', drawFilter(random, target.ground)] : undefined
  const story = `${earlier ? `after delete ${earlier[1]}: ` : ''}mxx ${line.join(' ')}`
  const differs = (about: string, what: string | undefined) => {
    if (what !== undefined) report.differences.push({where: `${story}\n  ${about}`, what})
  }

  if (earlier) await mxxDone(place, 'metadata', 'delete', target.feature, ...earlier)
  const reads = readsOf(target.versions)
  const resolved = [...(target.isRoot ? [] : [target.feature]), ...target.readers]
  const look = async (when: string): Promise<Sights> => {
    const ours = await lookWithMxx(place, target.feature, reads, resolved)
    const theirs = await lookWithMetaxy(oracle, graph, place, target.feature, reads, resolved)
    compareSights(when, theirs, ours, differs)
    return {ours, theirs}
  }

  const before = await look('before the delete')
  const stored = await storedRows(place, target.feature)
  const predicted = await mxxDone(place, ...line, '--dry-run')
  const committed = await mxxDone(place, ...line)
  const after = await look('after the delete')
  report.deletes += 1
  const appended = (await storedRows(place, target.feature)) - stored
  differs('rows appended', figures(appended, committed.features[0].rows))
  differs('predicted and committed', figures(predicted.total_rows, committed.total_rows))
  comparePrediction(predicted.features[0], before.theirs, after.theirs, target, report, differs)

  if (committed.total_rows === 0) return
  const planned = await mxxDone(place, 'undo', '--dry-run')
  await mxxDone(place, 'undo')
  const undone = await look('after the undo')
  report.undos += 1
  comparePrediction(planned.features[0], after.theirs, undone.theirs, target, report, differs)
  compareUndone('in mxx', reads, before.ours, undone.ours, differs)
  compareUndone('in the real Metaxy', reads, before.theirs, undone.theirs, differs)
}

interface Sights {
  readonly ours: Sight
  readonly theirs: Sight
}

type Differs = (about: string, what: string | undefined) => void

function compareSights(when: string, theirs: Sight, ours: Sight, differs: Differs): void {
  for (const [name, rows] of theirs.reads) {
    differs(`${when}, read ${name}`, rowDifference(rows, ours.reads.get(name) ?? null))
  }
  for (const [key, increment] of theirs.increments) {
    const mine = ours.increments.get(key)
    if ('raised' in increment || mine === undefined) continue
    if ('raised' in mine) differs(`${when}, increment of ${key}`, mine.raised)
    else {
      for (const part of ['new', 'stale', 'orphaned'] as const) {
        differs(`${when}, ${part} of ${key}`, rowDifference(increment[part], mine[part]))
      }
    }
  }
}

/** The preview's figures of a delete or undo against what the real Metaxy saw before and after. */
function comparePrediction(
  preview: Answer['json'],
  before: Sight,
  after: Sight,
  target: Target,
  report: ProjectReport,
  differs: Differs,
): void {
  const visible = (sight: Sight) => sight.reads.get('default')?.length ?? 0
  differs('visible before', figures(visible(before), preview.visible_before))
  differs('visible after', figures(visible(after), preview.visible_after))
  const listed = preview.downstream.map((effect: Answer['json']) => effect.feature).sort()
  differs('readers named', figures([...target.readers].sort().join(' '), listed.join(' ')))
  for (const [key, now] of after.increments) {
    const effect =
      key === target.feature
        ? preview.next_increment
        : preview.downstream.find((one: Answer['json']) => one.feature === key)
    const then = before.increments.get(key)
    if ('raised' in now || then === undefined || 'raised' in then) report.unanswered += 1
    else {
      report.predictions += 1
      for (const part of ['new', 'stale', 'orphaned'] as const) {
        const predicted = effect?.[part]
        differs(`${part} of ${key}, before`, figures(then[part].length, predicted?.before))
        differs(`${part} of ${key}, predicted`, figures(now[part].length, predicted?.after))
      }
    }
  }
}

/** An appended row has its own time and no run; everything else is as it was. */
const NEW_IN_A_ROW = ['metaxy_updated_at', 'metaxy_materialization_id']

function compareUndone(
  program: string,
  reads: readonly Read[],
  before: Sight,
  undone: Sight,
  differs: Differs,
): void {
  for (const {name} of reads) {
    // A deletion over all versions stays visible among the current version's deletions.
    if (name === 'with deletions') continue
    const [was, is] = [before, undone].map(sight =>
      withoutColumns(sight.reads.get(name) ?? null, NEW_IN_A_ROW),
    )
    differs(`undone ${program}, read ${name}`, rowDifference(was ?? null, is ?? null))
  }
  for (const [key, was] of before.increments) {
    const is = undone.increments.get(key)
    if (is === undefined || 'raised' in was || 'raised' in is) continue
    for (const part of ['new', 'stale', 'orphaned'] as const) {
      const [then, now] = [was, is].map(one => withoutColumns(one[part], NEW_IN_A_ROW))
      differs(`undone ${program}, ${part} of ${key}`, rowDifference(then ?? null, now ?? null))
    }
  }
}

function figures(expected: unknown, found: unknown): string | undefined {
  return expected === found ? undefined : `${String(found)} instead of ${String(expected)}`
}
