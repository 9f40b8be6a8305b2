import {join} from 'node:path'
import {isIrreversible} from '../store/changes/commit.ts'
import {emptyField, type Popup} from '../store/navigation/popups.ts'
import type {State} from '../store/state.ts'

/** The question before the commit: a key for what can be undone, a typed phrase for what cannot. */
export function commitPopup(state: State, directory: string, nowMicros: bigint): Popup | null {
  const {pending} = state.changes
  if (pending.status !== 'previewed') return null
  const {changes} = pending.preview
  const lost = changes.filter(({change, rows}) => isIrreversible(change) && rows > 0)
  if (lost.length === 0) return {kind: 'commit'}
  const leaves = [...new Set(lost.map(({change}) => change.feature.split('/').at(-1) ?? ''))]
  const rows = lost.reduce((sum, one) => sum + one.rows, 0)
  const file = join(directory, 'mxx-backup', `${leaves[0]}-${stamp(nowMicros)}.parquet`)
  return {
    kind: 'commit-phrase',
    field: emptyField(),
    phrase: [rows, ...leaves].join(' '),
    // One file holds the rows of one feature.
    backup: changes.length === 1 ? {file, wanted: true} : null,
  }
}

/** `20261120T140502`. */
function stamp(micros: bigint): string {
  return new Date(Number(micros / 1000n)).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
}
