import type {Random} from '../helpers/random.ts'
import {compareSights, compareUndone} from './compare-sights.ts'
import {compareWritten} from './compare-written.ts'
import type {DrawnTarget} from './draw-change.ts'
import {lookWithMetaxy, lookWithMxx, readsOf, type Sight} from './look.ts'
import {type Answer, mxx, mxxDone} from './mxx.ts'
import type {Oracle} from './oracle.ts'
import {atParentLevel, expandedFeatures} from './parent-level.ts'
import type {Place} from './place.ts'
import {comparePrediction, type Differs, figures, movedBy} from './predictions.ts'
import {type PreparedChange, prepareChange} from './prepare-change.ts'
import {count, type ProjectReport} from './report.ts'
import {withoutNullFields} from './rows.ts'
import {storedRows} from './targets.ts'

/**
 * A random change and its undo on a fresh copy of the project: what we predicted is compared with what
 * the real Metaxy resolves after the commit, what we read with what it reads, and what both show after
 * the undo with what they showed before the change. Hard deletes are not undone.
 *
 * @param graph name of the definitions that the copy begins with.
 */
export async function tryChange(
  oracle: Oracle,
  graph: string,
  place: Place,
  {kind, target}: DrawnTarget,
  random: Random,
  report: ProjectReport,
): Promise<void> {
  const change = await prepareChange(place, kind, target, random)
  if (change.kind === 'impossible') {
    count(report.refusals, `${kind}: ${change.reason}`)
    return
  }
  const {line, feature, viewed} = change
  const differs = (about: string, what: string | undefined) => {
    if (what === undefined) return
    report.differences.push({where: `${[...change.story, about].join('\n  ')}`, what})
  }
  const graphName = change.pushedFields ? `${graph} with ${place.directory}` : graph
  const look = (when: string) => lookWithBoth(oracle, graphName, change, when, differs)

  const before = await look(`before the ${kind}`)
  const stored = await storedRows(viewed, feature)
  const refused = await refusal(viewed, line)
  if (refused !== null) {
    count(report.refusals, `${kind}: ${refused}`)
    return
  }
  const predicted = figuresOf(await mxxDone(viewed, ...line, '--dry-run'))
  const committed = await mxxDone(viewed, ...line)
  const after = await look(`after the ${kind}`)
  const rows = figuresOf(committed)?.rows ?? 0
  count(report.changes, rows === 0 ? `${kind} of nothing` : kind)
  const added = (await storedRows(viewed, feature)) - stored
  differs('rows added', figures(added, kind === 'hard delete' ? -rows : rows))
  differs('rows predicted and written', figures(predicted?.rows ?? 0, rows))
  if (kind !== 'copy') compareFigures(predicted, change, before, after, report, differs)
  if (change.pushedFields) compareFields(change.pushedFields, after, differs)
  if (kind === 'write') compareWritten(target, before, after, differs)

  if (rows === 0 || kind === 'hard delete') return
  const planned = await mxxDone(viewed, 'undo', '--dry-run')
  await mxxDone(viewed, 'undo')
  const undone = await look('after the undo')
  count(report.undos, kind)
  compareFigures(planned.features[0], change, after, undone, report, differs)
  compareUndone('in mxx', before.ours, undone.ours, differs)
  compareUndone('in the real Metaxy', before.theirs, undone.theirs, differs)
}

/** Every visible row has a value for each field of the feature, and for no other. */
function compareFields(fields: readonly string[], {theirs}: Sights, differs: Differs): void {
  const expected = [...fields].sort().join(' ')
  for (const row of withoutNullFields(theirs.reads.get('default') ?? null) ?? []) {
    const found = Object.keys(row.metaxy_provenance_by_field ?? {})
    differs('fields that the real Metaxy reads', figures(expected, found.sort().join(' ')))
  }
}

/** The error code of a change that cannot be made, as when a version was never pushed. */
async function refusal(place: Place, line: readonly string[]): Promise<string | null> {
  const {exit, json} = await mxx(place, ...line, '--dry-run')
  if (json.error === 'GENERIC_ERROR') throw new Error(`mxx ${line.join(' ')}: ${json.message}`)
  return exit === 0 ? null : json.error
}

/** The figures of the one feature: a rebase has them at the top. */
function figuresOf(json: Answer['json']): Answer['json'] {
  return json.features === undefined ? json : json.features[0]
}

/** What both programs see at one moment. */
export interface Sights {
  readonly ours: Sight
  readonly theirs: Sight
}

async function lookWithBoth(
  oracle: Oracle,
  graph: string,
  change: PreparedChange,
  when: string,
  differs: Differs,
): Promise<Sights> {
  const {feature, viewed, versions} = change
  const reads = readsOf(versions)
  const moved = movedBy(change)
  const expanded = await expandedFeatures(viewed)
  const ours = atParentLevel(await lookWithMxx(viewed, feature, reads, moved), expanded)
  const seen = await lookWithMetaxy(oracle, graph, viewed, feature, reads, moved)
  const theirs = atParentLevel(seen, expanded)
  compareSights(when, theirs, ours, differs)
  return {ours, theirs}
}

/** What the preview of a change or undo said against what the real Metaxy saw before and after. */
function compareFigures(
  preview: Answer['json'],
  change: PreparedChange,
  before: Sights,
  after: Sights,
  report: ProjectReport,
  differs: Differs,
): void {
  const visible = ({theirs}: Sights) => theirs.reads.get('default')?.length ?? 0
  differs('visible before', figures(visible(before), preview.visible_before))
  differs('visible after', figures(visible(after), preview.visible_after))
  const [then, now] = [before.theirs.increments, after.theirs.increments]
  comparePrediction(preview, change, then, now, report, differs)
}
