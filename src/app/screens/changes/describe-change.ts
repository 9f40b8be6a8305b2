import {formatCounted, shortHash} from '../../../components/format.ts'
import type {Change} from '../../../engine/index.ts'
import {sampleText} from '../../../store/sample-key.ts'

const VERBS: Readonly<Record<Change['kind'], string>> = {
  'soft-delete': 'soft delete',
  'hard-delete': 'hard delete',
  restore: 'restore',
  undo: 'undo',
  drop: 'drop',
  rebase: 'rebase',
  copy: 'copy',
  write: 'write',
}

/** `soft delete  example/stt`. */
export function changeTitle(change: Change): string {
  return `${VERBS[change.kind]}  ${change.feature}`
}

/** Which rows, in the words of whoever chose them. */
export function changeScope(change: Change): string {
  const rows = scopeRows(change)
  if (change.kind === 'rebase') {
    const to = change.to === null ? 'current' : shortHash(change.to)
    return `${shortHash(change.from)} → ${to}, ${rows}`
  }
  if (change.kind !== 'copy') return rows
  const missing = change.onlyMissing ? ', only what is missing' : ''
  return `from ${change.from}, ${rows}${missing}`
}

function scopeRows(change: Change): string {
  if (change.kind === 'undo') return `operation ${change.operation}`
  if (!('where' in change)) return ''
  const history =
    'withFeatureHistory' in change && change.withFeatureHistory ? ', with feature history' : ''
  if (change.where.kind === 'filter') {
    const {filters} = change.where
    return `${filters.length === 0 ? 'all rows' : `where ${filters.join(' AND ')}`}${history}`
  }
  const [first, ...others] = change.where.ids
  const ids = first === undefined ? 'none' : sampleText(first)
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `${formatCounted(change.where.ids.length, 'sample')}: ${ids}${more}${history}`
}
