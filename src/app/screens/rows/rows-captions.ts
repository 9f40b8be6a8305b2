import {formatCount, formatCounted, shortHash} from '../../../components/format.ts'
import type {Line} from '../../../components/spans.ts'
import {span} from '../../../components/spans.ts'
import type {Theme} from '../../../components/theme.ts'
import {isSystemColumn, type ProjectGraph, type RowIndex} from '../../../engine/index.ts'
import type {ShownColumn} from '../../../store/navigation/columns.ts'
import type {RowsView} from '../../../store/navigation/views.ts'
import {sampleText} from '../../../store/sample-key.ts'

const DELETED = {hide: 'hidden', show: 'shown', only: 'only'} as const

/** Which rows these are. */
export function rowsTitle(view: RowsView, graph: ProjectGraph | null, long: boolean): Line {
  const version = view.version ?? graph?.versions.get(view.feature)?.featureVersion
  const at = version === undefined ? '' : ` @ ${shortHash(version)}`
  if (view.sample !== null) return `${view.feature} · history of ${sampleText(view.sample)}`
  const deleted = long
    ? `z: soft-deleted ${DELETED[view.softDeleted]}`
    : `deleted ${DELETED[view.softDeleted]}`
  return `${view.feature}${at} · latest per sample · ${deleted}`
}

/** Where the cursor is among how many. */
export function rowsNote(view: RowsView, index: RowIndex | null): Line {
  if (index === null) return ''
  const {totalRows, softDeletedRows} = index
  if (totalRows === 0) return 'no rows'
  const position = `row ${formatCount(view.cursor.index + 1)} of ${formatCount(totalRows)}`
  if (softDeletedRows === 0 || view.softDeleted === 'only') return position
  return `${position} · ${formatCount(totalRows - softDeletedRows)} visible + ${formatCount(softDeletedRows)} deleted`
}

/** What the marks mean, and what is not shown. */
export function legend(
  theme: Theme,
  index: RowIndex,
  columns: readonly ShownColumn[],
): readonly Line[] {
  const {deleted, staged} = theme.glyphs.states
  const isSystem = (name: string) => isSystemColumn(name)
  const all = index.columns.filter(({name}) => isSystem(name)).length
  const seen = new Set(columns.map(({column}) => column.name).filter(isSystem)).size
  return [
    [
      span('muted', ` ${deleted} soft-deleted   ${staged} staged   `),
      span('muted', `${theme.glyphs.mark} marked   ${theme.glyphs.cursor} cursor`),
    ],
    [
      span(
        'muted',
        ` ${formatCounted(seen, 'system column')} shown, ${all - seen} hidden ( . toggles, C picks )`,
      ),
    ],
  ]
}
