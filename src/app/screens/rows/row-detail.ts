import type {DetailLine} from '../../../components/DetailPane.tsx'
import {formatCounted, shortHash} from '../../../components/format.ts'
import {type CellOptions, formatCell} from '../../../components/format-cell.ts'
import {
  type CellValue,
  type Column,
  isSystemColumn,
  type ReadAnswer,
  type Row,
} from '../../../engine/index.ts'

const BY_FIELD = [
  ['data_version', 'metaxy_data_version_by_field'],
  ['provenance', 'metaxy_provenance_by_field'],
] as const

const SINGLE = [
  ['feature_version', 'metaxy_feature_version'],
  ['project_version', 'metaxy_project_version'],
  ['created', 'metaxy_created_at'],
  ['updated', 'metaxy_updated_at'],
  ['deleted', 'metaxy_deleted_at'],
  ['run', 'metaxy_materialization_id'],
] as const

/** What Metaxy says of a row, then the person's own columns. */
export function rowLines(
  row: Row,
  columns: readonly Column[],
  options: CellOptions,
): readonly DetailLine[] {
  const cell = (name: string) => {
    const at = columns.findIndex(column => column.name === name)
    const column = columns[at]
    return column === undefined ? undefined : {value: row[at] ?? null, type: column.type}
  }
  const text = (found: {readonly value: CellValue; readonly type: string}) =>
    formatCell(found.value, found.type, options)
  return [
    ...BY_FIELD.flatMap(([label, name]): readonly DetailLine[] => {
      const found = cell(name)
      if (found === undefined) return []
      return [{kind: 'heading', text: label}, ...memberLines(found.value)]
    }),
    {kind: 'blank'},
    ...SINGLE.flatMap(([label, name]): readonly DetailLine[] => {
      const found = cell(name)
      return found === undefined ? [] : [{kind: 'value', label, value: text(found)}]
    }),
    {kind: 'blank'},
    ...columns.flatMap((column, at): readonly DetailLine[] =>
      isSystemColumn(column.name)
        ? []
        : [
            {
              kind: 'value',
              label: column.name,
              value: text({value: row[at] ?? null, type: column.type}),
            },
          ],
    ),
  ]
}

/** The stored rows of the sample, newest first. */
export function historyLines(answer: ReadAnswer, options: CellOptions): readonly DetailLine[] {
  const at = (name: string) => answer.columns.findIndex(column => column.name === name)
  const [updated, deleted, version] = [
    at('metaxy_updated_at'),
    at('metaxy_deleted_at'),
    at('metaxy_feature_version'),
  ]
  return [
    {kind: 'blank'},
    {kind: 'heading', text: `HISTORY  ${formatCounted(answer.totalRows, 'row')}  (H)`},
    ...answer.rows.map((row, position): DetailLine => {
      const isDeleted = (row[deleted] ?? null) !== null
      const when = formatCell(row[isDeleted ? deleted : updated] ?? null, 'TIMESTAMP', options)
      const hash = shortHash(String(row[version] ?? ''))
      const what = isDeleted ? 'deleted' : position === 0 ? 'current' : 'superseded'
      return {kind: 'text', text: `${when} ${what} ${hash}`}
    }),
  ]
}

function memberLines(value: CellValue): readonly DetailLine[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return [{kind: 'value', label: ' ', value: value === null ? 'NULL' : JSON.stringify(value)}]
  }
  return Object.entries(value).map(([label, member]) => ({
    kind: 'value',
    label: ` ${label}`,
    value: member === null ? 'NULL' : String(member),
  }))
}
