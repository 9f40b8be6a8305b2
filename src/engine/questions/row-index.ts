import type {DuckDBValue} from '@duckdb/node-api'
import {chunksOf} from '../duckdb/result-chunks.ts'
import type {Session} from '../duckdb/session.ts'
import {ident, join, raw, sql} from '../duckdb/sql.ts'
import {answeringTable} from '../metadata-store/answering-table.ts'
import type {MetadataStore, OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {Row, SampleId} from '../models/cell-value.ts'
import type {Column} from '../models/system-columns.ts'
import {deletionTime, ROW_ID} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {cells} from './cells.ts'
import type {Context} from './context.ts'
import {knownFeature} from './known-feature.ts'
import type {AskOptions, ReadRequest, RowIndex, RowPage} from './questions.ts'
import {plannedRows, tableOf} from './read-rows.ts'
import {sameBase, type TableBase, tableBase} from './table-base.ts'

/** The rows of a request by position: their row ids in order, and what the table looked like then. */
interface Positions {
  readonly rowIds: Float64Array
  readonly softDeletedRows: number
  readonly base: TableBase
  /** The metadata store that has the table. */
  readonly holder: MetadataStore
  stamp: string
}

/**
 * Sorts the rows once and keeps only their row ids; a page is a look-up by row id, so that any depth
 * costs the same. The ids hold as long as the table is as it was: every page looks at that first.
 */
export async function openRows(
  context: Context,
  request: ReadRequest,
  options: AskOptions,
): Promise<RowIndex> {
  const begun = performance.now()
  const {spec} = knownFeature(context, request.feature).definition
  const {columns, positions} = await context.metadataStore.reading(async open => {
    const query = await plannedRows(context, open, request)
    const source = await tableOf(context, open, request)
    const holder = await context.metadataStores.of(source.metadataStore)
    const found = await rowIdsInOrder(
      open.session,
      sql`SELECT ${ident(ROW_ID)}::DOUBLE, ${deletionTime(source.columns)} IS NOT NULL FROM (${query.rows}) ORDER BY ${query.order}`,
    )
    const made: Positions = {
      ...found,
      base: await tableBase(open.session, source),
      holder,
      stamp: await holder.stamp(request.feature),
    }
    return {columns: query.columns, positions: made}
  }, options)

  const unmoved = <T>(
    work: (open: OpenMetadataStore, source: TableSource) => Promise<T>,
    asked: AskOptions = {},
  ): Promise<T | 'moved'> =>
    context.metadataStore.reading(
      async open => {
        const source = await answeringTable(open, request.feature)
        if (source === null || (await moved(open, source, positions))) return 'moved'
        return work(open, source)
      },
      {...asked, lane: 'page'},
    )

  return {
    request,
    columns,
    idColumns: spec.idColumns,
    resolvedFrom: positions.holder.config.name,
    totalRows: positions.rowIds.length,
    softDeletedRows: positions.softDeletedRows,
    builtInMs: performance.now() - begun,
    page: async (offset, count, asked): Promise<RowPage> => {
      const wanted = positions.rowIds.subarray(offset, offset + count)
      const rows = await unmoved((open, source) => rowsAt(open, source, columns, wanted), asked)
      return rows === 'moved' ? {kind: 'moved'} : {kind: 'page', offset, rows}
    },
    positionOf: async (id: SampleId, asked) => {
      const found = await unmoved(async open => {
        const query = await plannedRows(context, open, {...request, sample: id})
        return open.session.values(sql`SELECT ${ident(ROW_ID)} FROM (${query.rows})`)
      }, asked)
      if (found === 'moved') return undefined
      const wanted = new Set(found.map(row => Number(row[0])))
      const position = positions.rowIds.findIndex(rowId => wanted.has(rowId))
      return position < 0 ? undefined : position
    },
  }
}

async function rowIdsInOrder(
  session: Session,
  query: Parameters<Session['stream']>[0],
): Promise<Pick<Positions, 'rowIds' | 'softDeletedRows'>> {
  const result = await session.stream(query)
  let rowIds = new Float64Array(4096)
  let length = 0
  let softDeletedRows = 0
  for await (const chunk of chunksOf(result)) {
    if (length + chunk.rowCount > rowIds.length) {
      const larger = new Float64Array(2 * (length + chunk.rowCount))
      larger.set(rowIds.subarray(0, length))
      rowIds = larger
    }
    const [ids = [], deleted = []] = chunk.getColumns() as readonly (readonly DuckDBValue[])[]
    for (const id of ids) rowIds[length++] = Number(id)
    softDeletedRows += deleted.filter(one => one === true).length
  }
  return {rowIds: rowIds.slice(0, length), softDeletedRows}
}

/** Whether somebody wrote to the table since; a write to another table of the file is none. */
async function moved(
  {session}: OpenMetadataStore,
  source: TableSource,
  positions: Positions,
): Promise<boolean> {
  const {holder} = positions
  if (source.metadataStore !== holder.config.name) return true
  const stamp = await holder.stamp(source.feature)
  if (stamp === positions.stamp) return false
  if (!sameBase(await tableBase(session, source), positions.base)) return true
  positions.stamp = stamp
  return false
}

async function rowsAt(
  open: OpenMetadataStore,
  source: TableSource,
  columns: readonly Column[],
  rowIds: Float64Array,
): Promise<readonly Row[]> {
  if (rowIds.length === 0) return []
  const list = raw([...rowIds].join(', '))
  const names = join(columns.map(column => ident(column.name)))
  const from = source.near?.([...rowIds]) ?? source.from
  const found = await cells(
    open.session,
    sql`SELECT ${source.rowId}, ${names} FROM ${from} WHERE ${source.rowId} IN (${list})`,
  )
  const byId = new Map(found.map(row => [Number(row[0]), row.slice(1)]))
  return [...rowIds].flatMap(id => {
    const row = byId.get(id)
    return row === undefined ? [] : [row]
  })
}
