import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {TableWrite} from '../metadata-store/table-write.ts'
import {rowsHash, tableBase} from '../questions/table-base.ts'
import {rowTime} from '../versioning/select-rows.ts'
import {tableWrite} from './appended-rows.ts'
import type {Change} from './change.ts'
import type {Base} from './change-preview.ts'
import {scratchRows, scratchStatement, tableAfter, withTable} from './overlay.ts'
import {planChange} from './plan-change.ts'
import type {PlannedChange} from './planned-change.ts'
import type {Staging} from './staging.ts'

/** A change laid over the table, and the metadata store as readers find it before and after. */
export interface StagedChange {
  readonly planned: PlannedChange
  readonly stampMicros: bigint
  readonly rows: number
  readonly base: Base
  readonly before: OpenMetadataStore
  readonly after: OpenMetadataStore
  /** The same change over the tables on disk alone: what a commit runs, earlier changes being in them by then. */
  readonly write: TableWrite
}

/**
 * Plans each change over the ones before it and lays its rows over the table as a scratch table. The
 * preview counts what this gives; a commit stages again with the preview's clock and compares bases.
 * The scratch tables go when the metadata store is closed.
 */
export async function stageChanges(
  staging: Staging,
  open: OpenMetadataStore,
  changes: readonly Change[],
): Promise<readonly StagedChange[]> {
  const staged: StagedChange[] = []
  for (const [index, change] of changes.entries()) {
    const before = staged.at(-1)?.after ?? open
    staged.push(await stageChange(staging, open, before, change, index))
  }
  return staged
}

/** One of them, over the metadata store as the earlier ones leave it. */
export async function stageChange(
  staging: Staging,
  open: OpenMetadataStore,
  before: OpenMetadataStore,
  change: Change,
  index: number,
): Promise<StagedChange> {
  const scratch = staging.context.duckdb.scratchTable()
  const plan = await planChange(staging, before, change)
  const planned = await laidDown(plan, before, index, scratch)
  const stampMicros = await stampFor(before, planned, staging.nowMicros)
  const [count = []] = await before.session.values(sql`SELECT count(*) FROM ${scratch}`)
  const rows = Number(count[0] ?? 0)
  const alone = before === open ? plan : await planChange(staging, open, change)
  return {
    planned,
    stampMicros,
    rows,
    base: await baseOf(open, planned, staging.atOnce !== true),
    before,
    after: rows === 0 ? before : changed(before, planned, stampMicros),
    write: tableWrite(change.feature, alone.write, stampMicros),
  }
}

/** A change without rows writes nothing: it makes no table either. */
function changed(
  before: OpenMetadataStore,
  planned: PlannedChange,
  stampMicros: bigint,
): OpenMetadataStore {
  const table = tableAfter(planned, before, stampMicros)
  return withTable(before, planned.change.feature, planned.write.target, table)
}

/** The same change with its selected rows in a scratch table: they are looked at many times. */
async function laidDown(
  planned: PlannedChange,
  open: OpenMetadataStore,
  index: number,
  scratch: Query,
): Promise<PlannedChange> {
  open.session.atEnd(sql`DROP TABLE IF EXISTS ${scratch}`)
  const {write} = planned
  const quicker = write.kind === 'append' ? write.selectedFromKept : undefined
  await open.session.run(scratchStatement(scratch, quicker ?? write.selected))
  return {...planned, write: {...planned.write, selected: scratchRows(scratch, index)}}
}

/** Now, but later than every row that is copied: a clock that ran behind would make the copy lose (stores.md §5.1). */
export async function stampFor(
  open: OpenMetadataStore,
  {write}: PlannedChange,
  clockMicros: bigint,
): Promise<bigint> {
  if (write.kind === 'remove') return clockMicros
  const {after} = write
  const nowMicros = after === undefined || after < clockMicros ? clockMicros : after + 1n
  const [row = []] = await open.session.values(
    sql`SELECT epoch_us(max(${rowTime(write.selectedColumns)})) FROM (${write.selected})`,
  )
  const newest = row[0]
  return typeof newest === 'bigint' && newest >= nowMicros ? newest + 1n : nowMicros
}

/** What the table on disk looks like, and the rows that the change selected. */
async function baseOf(
  open: OpenMetadataStore,
  {change, write}: PlannedChange,
  hashed: boolean,
): Promise<Base> {
  const onDisk = await open.table(change.feature)
  const columns = join(write.selectedColumns.map(column => ident(column.name)))
  const selected = sql`SELECT ${columns} FROM (${write.selected})`
  const hash = hashed ? await rowsHash(open.session, selected) : ''
  if (onDisk === null) {
    return {
      table: `${change.feature} (no table)`,
      rowCount: 0,
      maxUpdatedAtMicros: null,
      maxDeletedAtMicros: null,
      selectedRowsHash: hash,
      logVersion: null,
    }
  }
  const table = await tableBase(open.session, onDisk, hashed)
  return {
    table: onDisk.kind === 'duckdb' ? onDisk.from.text : change.feature,
    rowCount: table.rowCount,
    maxUpdatedAtMicros: table.maxUpdatedAtMicros,
    maxDeletedAtMicros: table.maxDeletedAtMicros,
    selectedRowsHash: `${hash}/${table.rowsHash}`,
    logVersion: onDisk.logVersion,
  }
}
