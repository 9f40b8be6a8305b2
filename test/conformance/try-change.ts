import type {Random} from '../helpers/random.ts'
import {compareSights, compareUndone} from './compare-sights.ts'
import {drawChange} from './draw-change.ts'
import {drawFilter, type FilterGround} from './draw-filter.ts'
import {lookWithMetaxy, lookWithMxx, readsOf, type Sight, storedRows} from './look.ts'
import {type Answer, mxx, mxxDone} from './mxx.ts'
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
 * A random change and its undo on a fresh copy of the project: what we predicted is compared with what
 * the real Metaxy resolves after the commit, what we read with what it reads, and what both show after
 * the undo with what they showed before the change. Hard deletes are not undone.
 */
export async function tryChange(
  oracle: Oracle,
  graph: string,
  place: Place,
  target: Target,
  random: Random,
  report: ProjectReport,
): Promise<void> {
  const {default_store: chosen, stores} = await mxxDone(place, 'list', 'stores')
  const others = stores
    .filter((one: Answer['json']) => one.reachable && one.name !== chosen)
    .map((one: Answer['json']) => one.name)
  const {kind, args} = drawChange(random, target, others, chosen)
  const line = ['metadata', ...args]
  const earlier = random.oneIn(2) ? ['--filter', drawFilter(random, target.ground)] : undefined
  const story = `${earlier ? `after delete ${earlier[1]}: ` : ''}mxx ${line.join(' ')}`
  const differs = (about: string, what: string | undefined) => {
    if (what !== undefined) report.differences.push({where: `${story}\n  ${about}`, what})
  }
  const look = (when: string) => lookWithBoth(oracle, graph, place, target, when, differs)

  if (earlier) await mxxDone(place, 'metadata', 'delete', target.feature, ...earlier)
  const before = await look(`before the ${kind}`)
  const stored = await storedRows(place, target.feature)
  const refused = kind === 'delete' ? null : await refusal(place, line)
  if (refused !== null) {
    report.refusals.set(refused, (report.refusals.get(refused) ?? 0) + 1)
    return
  }
  const predicted = figuresOf(await mxxDone(place, ...line, '--dry-run'))
  const committed = await mxxDone(place, ...line)
  const after = await look(`after the ${kind}`)
  report.changes.set(kind, (report.changes.get(kind) ?? 0) + 1)
  const rows = figuresOf(committed)?.rows ?? 0
  const added = (await storedRows(place, target.feature)) - stored
  differs('rows added', figures(added, kind === 'hard delete' ? -rows : rows))
  differs('rows predicted and written', figures(predicted?.rows ?? 0, rows))
  if (kind !== 'copy') compareFigures(predicted, target, before, after, report, differs)

  if (rows === 0 || kind === 'hard delete') return
  const planned = await mxxDone(place, 'undo', '--dry-run')
  await mxxDone(place, 'undo')
  const undone = await look('after the undo')
  report.undos += 1
  compareFigures(planned.features[0], target, after, undone, report, differs)
  compareUndone('in mxx', before.ours, undone.ours, differs)
  compareUndone('in the real Metaxy', before.theirs, undone.theirs, differs)
}

/** The error code of a change that cannot be made, as when a version was never pushed. */
async function refusal(place: Place, line: readonly string[]): Promise<string | null> {
  const {exit, json} = await mxx(place, ...line, '--dry-run')
  return exit === 0 ? null : json.error
}

/** The figures of the one feature: a rebase has them at the top. */
function figuresOf(json: Answer['json']): Answer['json'] {
  return json.features === undefined ? json : json.features[0]
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

/** What the preview of a change or undo said against what the real Metaxy saw before and after. */
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
