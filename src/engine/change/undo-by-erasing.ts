import {ident, join, raw, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import type {ChangeInput, PlannedChange, StampedSamples} from './planned-change.ts'
import {writtenBy} from './written-by.ts'

/** Removes a table that only the operation wrote to, as if it had never been made. */
export function eraseMade(
  change: Extract<Change, {kind: 'undo'}>,
  {source, known}: ChangeInput,
): PlannedChange {
  const columns = join(source.columns.map(column => ident(column.name)))
  return {
    change,
    idColumns: known.definition.spec.idColumns,
    write: {
      kind: 'remove',
      target: source,
      selectedColumns: source.columns,
      selected: sql`SELECT ${columns}, ${source.rowId} AS ${ident(ROW_ID)} FROM ${source.from}`,
      where: raw('TRUE'),
      whole: 'erase',
    },
    skipped: null,
  }
}

/** How many rows of a table are not the operation's. */
export async function othersWrote(
  {session}: OpenMetadataStore,
  source: TableSource,
  stamped: StampedSamples,
): Promise<number> {
  const [row = []] = await session.values(
    sql`SELECT count(*) FROM ${source.from} WHERE NOT coalesce(${writtenBy(source, stamped)}, FALSE)`,
  )
  return Number(row[0] ?? 0)
}
