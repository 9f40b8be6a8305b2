import {useMemo} from 'react'
import type {TableColumn} from '../../../components/Table/columns.ts'
import {Table, type TableRow} from '../../../components/Table/Table.tsx'
import type {FieldComparison, Increment, IncrementSample} from '../../../engine/index.ts'
import {stagedSamples} from '../../../store/changes/staging.ts'
import type {LoadedIncrement} from '../../../store/loading/loading-state.ts'
import {lineAt} from '../../../store/loading/pages.ts'
import {settle} from '../../../store/navigation/list-cursor.ts'
import type {IncrementView} from '../../../store/navigation/views.ts'
import {sampleKey} from '../../../store/sample-key.ts'
import {idOf} from '../../../store/selectors.ts'
import {valueText} from '../../actions/copying.ts'
import {useAppState} from '../../use-app-state.ts'

/** Enough of a hash to tell two apart, twice in one cell. */
const HASH_LENGTH = 6

/** The samples of one class: ids, and per field what is stored and what is expected. */
export function IncrementList({
  view,
  loaded,
  increment,
  width,
  listHeight,
}: {
  readonly view: IncrementView
  readonly loaded: LoadedIncrement
  readonly increment: Increment
  readonly width: number
  readonly listHeight: number
}) {
  const staged = useAppState(state => state.changes.staged)
  const stagedHere = useMemo(() => stagedSamples(staged, view.feature), [staged, view.feature])
  const {part} = view
  const pages = loaded.pages[part]
  const total = increment.counts[part]
  const {top, index} = settle(view.cursors[part], total, listHeight)
  const count = Math.min(listHeight, total - top)
  const fields =
    lineAt(pages, top)
      ?.fields.map(({field}) => field)
      .join('\n') ?? ''
  const columns = useMemo(
    () => tableColumns(increment.keyColumns, fields === '' ? [] : fields.split('\n'), part),
    [increment, fields, part],
  )
  const rows = useMemo(
    () =>
      Array.from({length: count}, (_, offset): TableRow => {
        const position = top + offset
        const sample = lineAt(pages, position)
        if (sample === null) return {key: String(position), cells: columns.map(() => '')}
        const key = sampleKey(idOf(sample) ?? [])
        return {
          key: String(position),
          cells: cellsOf(sample, part),
          marked: view.marks.has(key),
          state: stagedHere.has(key) ? 'staged' : undefined,
        }
      }),
    [count, top, pages, columns, part, view.marks, stagedHere],
  )
  return (
    <Table
      width={width}
      height={listHeight + 2}
      columns={columns}
      rows={rows}
      cursor={total === 0 ? undefined : index - top}
    />
  )
}

function tableColumns(
  keyColumns: readonly string[],
  fields: readonly string[],
  part: IncrementView['part'],
): readonly TableColumn[] {
  const column = (id: string, frozen: boolean): TableColumn => ({
    id,
    header: id,
    align: 'left',
    frozen,
  })
  return [
    ...keyColumns.map(name => column(name, true)),
    ...(part === 'orphaned' ? [column('kind', false)] : []),
    ...fields.map(name => column(name, false)),
  ]
}

function cellsOf(sample: IncrementSample, part: IncrementView['part']): readonly string[] {
  return [
    ...sample.key.map(valueText),
    ...(part === 'orphaned' ? [sample.waiting ? 'waiting' : 'gone upstream'] : []),
    ...sample.fields.map(field => fieldText(field, part)),
  ]
}

/** `c1d4f0→9a77e2 ~` where a field moved, `70b9aa =` where it did not. */
function fieldText(
  {stored, expected, differs}: FieldComparison,
  part: IncrementView['part'],
): string {
  const short = (hash: string | null) => hash?.slice(0, HASH_LENGTH) ?? 'NULL'
  if (part === 'new') return short(expected)
  if (part === 'orphaned') return short(stored)
  if (!differs) return `${short(stored)} =`
  return stored === null ? 'no stored value ?' : `${short(stored)}→${short(expected)} ~`
}
