import {ident, join, raw, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {Context} from '../questions/context.ts'
import {knownFeature} from '../questions/known-feature.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import type {Change} from './change.ts'
import {emptyTable} from './empty-table.ts'
import type {PlannedChange} from './planned-change.ts'

/**
 * A drop removes every row of a feature, whatever they look like: a DuckDB store loses the table, a
 * Delta table stays, empty, as Metaxy leaves it; a table that is not there is no error (stores.md §1.3,
 * §2.2, §2.4).
 */
export async function planDrop(
  change: Extract<Change, {kind: 'drop'}>,
  context: Context,
  open: OpenMetadataStore,
): Promise<PlannedChange> {
  const {idColumns} = knownFeature(context, change.feature).definition.spec
  const table = await open.table(change.feature)
  const target = table ?? emptyTable(open, change.feature, idColumns)
  const columns = join(target.columns.map(column => ident(column.name)))
  return {
    change,
    idColumns: idColumns.filter(id => target.columns.some(({name}) => name === id)),
    write: {
      kind: 'remove',
      target,
      selectedColumns: target.columns,
      selected: sql`SELECT ${columns}, ${target.rowId} AS ${ident(ROW_ID)} FROM ${target.from}`,
      where: raw('TRUE'),
      whole: 'drop',
    },
    skipped: null,
  }
}
