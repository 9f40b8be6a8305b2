import type {Random} from '../helpers/random.ts'
import {computedRows} from './computed-rows.ts'
import {type ChangeKind, drawDelete, drawLine} from './draw-change.ts'
import {type Answer, mxx, mxxDone} from './mxx.ts'
import {expandedFeatures} from './parent-level.ts'
import type {Place} from './place.ts'
import type {Changed} from './predictions.ts'
import {pushRenamedField} from './renamed-field.ts'
import type {Target} from './targets.ts'

/** A command line that changes rows of a feature, all that comes before it being done. */
export interface PreparedChange extends Changed {
  readonly kind: 'prepared'
  readonly line: readonly string[]
  /** Everything that was done and is to be done, a command a line. */
  readonly story: readonly string[]
  /** The store that it changes, and that is looked at. */
  readonly viewed: Place
  /** Every version of the feature, also those that were pushed for this change. */
  readonly versions: readonly string[]
  /** Members of the values by field under the definition that was pushed for it; null: none was pushed. */
  readonly pushedFields: readonly string[] | null
}

export interface ImpossibleChange {
  readonly kind: 'impossible'
  readonly reason: string
}

/** Draws a change that does something if it can; before half of them rows of the feature are soft-deleted. */
export async function prepareChange(
  place: Place,
  kind: ChangeKind,
  target: Target,
  random: Random,
): Promise<PreparedChange | ImpossibleChange> {
  const {feature} = target
  const stores = storesOf(kind, target, random)
  const viewed = kind === 'copy' ? {...place, storeName: stores.to} : place
  const story: string[] = []
  const deleted = async (args = drawDelete(random, target)) => {
    const {exit, json} = await mxx(viewed, 'metadata', ...args)
    if (exit === 0) story.push(`mxx metadata ${args.join(' ')}`)
    return exit === 0 ? json.total_rows : 0
  }
  const isRenamed = kind === 'renamed field'
  const pushedFields = isRenamed ? await pushRenamedField(place, feature, random) : null
  if (isRenamed) story.push('mxx push with a renamed field')
  const canDelete = target.ground.rows.length > 0
  let tries = kind === 'restore' ? 4 : canDelete && random.oneIn(2) ? 1 : 0
  while (tries > 0 && (await deleted()) === 0) tries -= 1
  const prepared = (line: readonly string[]): PreparedChange => ({
    ...target,
    kind: 'prepared',
    line: ['metadata', ...line],
    story: [...story, `mxx metadata ${line.join(' ')}`],
    viewed,
    versions: target.versions,
    pushedFields,
  })

  if (kind === 'write') {
    const rows = () => expandedFeatures(place).then(one => computedRows(place, target, one, random))
    let file = await rows()
    if (file === null && canDelete) {
      await deleted(['delete', feature])
      file = await rows()
    }
    if (file === null) return {kind: 'impossible', reason: 'nothing to compute'}
    const run = random.oneIn(2) ? ['--materialization-id', `run-${random.below(9)}`] : []
    return prepared(['write', feature, '--from', file, ...run])
  }
  let line = drawLine(random, kind, target, stores)
  for (let redraws = 4; redraws > 0 && (await isIdle(viewed, line)); redraws -= 1) {
    line = drawLine(random, kind, target, stores)
  }
  const change = prepared(line)
  if (!isRenamed) return change
  const {versions} = await mxxDone(place, 'versions', feature)
  return {...change, versions: versions.map((one: Answer['json']) => one.feature_version)}
}

/** Whether a change cannot be made, or would do nothing. */
async function isIdle(place: Place, line: readonly string[]): Promise<boolean> {
  const {exit, json} = await mxx(place, 'metadata', ...line, '--dry-run')
  return exit !== 0 || (json.rows ?? json.total_rows ?? json.rows_copied) === 0
}

/** A copy goes from a store with rows to another; anything else is done in the default store. */
function storesOf(kind: ChangeKind, {storeNames, holders}: Target, random: Random) {
  const [chosen = ''] = storeNames
  if (kind !== 'copy') return {from: chosen, to: chosen}
  const from = random.oneIn(4) ? random.pick(storeNames) : random.pick(holders)
  return {from, to: random.pick(storeNames.filter(name => name !== from))}
}
