import type {Random} from '../helpers/random.ts'
import {compareSights, compareUndone} from './compare-sights.ts'
import {drawFilter, type FilterGround} from './draw-filter.ts'
import {lookWithMetaxy, lookWithMxx, readsOf, type Sight, storedRows} from './look.ts'
import {type Answer, mxxDone} from './mxx.ts'
import type {Oracle} from './oracle.ts'
import {atParentLevel, expandedFeatures} from './parent-level.ts'
import type {Place} from './place.ts'
import {type Changed, comparePrediction, type Differs, figures, movedBy} from './predictions.ts'
import type {ProjectReport} from './report.ts'

/** A feature that has rows, its versions and what filters can be about. */
export interface Target extends Changed {
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
  const look = (when: string) => lookWithBoth(oracle, graph, place, target, when, differs)

  if (earlier) await mxxDone(place, 'metadata', 'delete', target.feature, ...earlier)
  const before = await look('before the delete')
  const stored = await storedRows(place, target.feature)
  const predicted = await mxxDone(place, ...line, '--dry-run')
  const committed = await mxxDone(place, ...line)
  const after = await look('after the delete')
  report.deletes += 1
  const appended = (await storedRows(place, target.feature)) - stored
  differs('rows appended', figures(appended, committed.features[0].rows))
  differs('rows predicted and appended', figures(predicted.total_rows, committed.total_rows))
  compareFigures(predicted.features[0], target, before, after, report, differs)

  if (committed.total_rows === 0) return
  const planned = await mxxDone(place, 'undo', '--dry-run')
  await mxxDone(place, 'undo')
  const undone = await look('after the undo')
  report.undos += 1
  compareFigures(planned.features[0], target, after, undone, report, differs)
  compareUndone('in mxx', before.ours, undone.ours, differs)
  compareUndone('in the real Metaxy', before.theirs, undone.theirs, differs)
}

interface Sights {
  readonly ours: Sight
  readonly theirs: Sight
}

async function lookWithBoth(
  oracle: Oracle,
  graph: string,
  place: Place,
  target: Target,
  when: string,
  differs: Differs,
): Promise<Sights> {
  const {feature} = target
  const reads = readsOf(target.versions)
  const moved = movedBy(target)
  const expanded = await expandedFeatures(place)
  const ours = atParentLevel(await lookWithMxx(place, feature, reads, moved), expanded)
  const seen = await lookWithMetaxy(oracle, graph, place, feature, reads, moved)
  const theirs = atParentLevel(seen, expanded)
  compareSights(when, theirs, ours, differs)
  return {ours, theirs}
}

/** What the preview of a delete or undo said against what the real Metaxy saw before and after. */
function compareFigures(
  preview: Answer['json'],
  target: Target,
  before: Sights,
  after: Sights,
  report: ProjectReport,
  differs: Differs,
): void {
  const visible = ({theirs}: Sights) => theirs.reads.get('default')?.length ?? 0
  differs('visible before', figures(visible(before), preview.visible_before))
  differs('visible after', figures(visible(after), preview.visible_after))
  const [then, now] = [before.theirs.increments, after.theirs.increments]
  comparePrediction(preview, target, then, now, report, differs)
}
