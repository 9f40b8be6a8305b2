import {formatCounted} from '../../../components/format.ts'
import type {Change} from '../../../engine/index.ts'
import {sampleText} from '../../../store/sample-key.ts'

const VERBS = {'soft-delete': 'soft delete', restore: 'restore', undo: 'undo'} as const

/** `soft delete  example/stt`. */
export function changeTitle(change: Change): string {
  return `${VERBS[change.kind]}  ${change.feature}`
}

/** Which rows, in the words of whoever chose them. */
export function changeScope(change: Change): string {
  if (change.kind === 'undo') return `operation ${change.operation}`
  const history =
    change.kind === 'soft-delete' && change.withFeatureHistory ? ', with feature history' : ''
  if (change.where.kind === 'filter') {
    const {filters} = change.where
    return `${filters.length === 0 ? 'all rows' : `where ${filters.join(' AND ')}`}${history}`
  }
  const [first, ...others] = change.where.ids
  const ids = first === undefined ? 'none' : sampleText(first)
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `${formatCounted(change.where.ids.length, 'sample')}: ${ids}${more}${history}`
}
