import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {Context} from '../questions/context.ts'
import {knownFeature, writtenTable} from '../questions/known-feature.ts'
import {rowsHash, tableBase} from '../questions/table-base.ts'
import {rowTime} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {insertStatement} from './appended-rows.ts'
import type {Base, Change} from './change.ts'
import type {Journal} from './journal.ts'
import {appendedWithIds, scratchStatement, withAppended, withTable} from './overlay.ts'
import type {ChangeInput, PlannedChange} from './planned-change.ts'
import {planRestore} from './restore.ts'
import {planSoftDelete} from './soft-delete.ts'
import {planUndo} from './undo.ts'

/** A change laid over the table, and the metadata store as readers find it before and after. */
export interface StagedChange {
  readonly planned: PlannedChange
  readonly stampMicros: bigint
  readonly rows: number
  readonly base: Base
  readonly before: OpenMetadataStore
  readonly after: OpenMetadataStore
  /** The same change over the table on disk alone: what a commit runs, earlier changes being in the table by then. */
  readonly statement: Query
}

export interface Staging {
  readonly context: Context
  readonly journal: Journal
  readonly nowMicros: bigint
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
  let before = open
  for (const [index, change] of changes.entries()) {
    const planned = await laidDown(
      await planChange(staging, before, change),
      before,
      index,
      staging.context.duckdb.scratchTable(),
    )
    const {source, selected} = planned.rows
    const stampMicros = await stampFor(before, planned, staging.nowMicros)
    const appended = withAppended(source, appendedWithIds(planned.rows, stampMicros))
    const after = withTable(before, source, appended)
    const [count = []] = await before.session.values(sql`SELECT count(*) FROM (${selected})`)
    const onDisk = await writtenTable(staging.context, open, change.feature)
    const base = await baseOf(open, onDisk, selected)
    const alone = await planChange(staging, open, change)
    const statement = insertStatement(alone.rows, stampMicros)
    staged.push({planned, stampMicros, rows: Number(count[0] ?? 0), base, before, after, statement})
    before = after
  }
  return staged
}

/** The same change with its selected rows in a scratch table: they are looked at many times. */
async function laidDown(
  planned: PlannedChange,
  open: OpenMetadataStore,
  index: number,
  scratch: Query,
): Promise<PlannedChange> {
  open.session.atEnd(sql`DROP TABLE IF EXISTS ${scratch}`)
  await open.session.run(scratchStatement(scratch, planned.rows.selected, index))
  return {...planned, rows: {...planned.rows, selected: sql`SELECT * FROM ${scratch}`}}
}

/** Puts one change into SQL over the tables of an open metadata store. */
export async function planChange(
  {context, journal}: Staging,
  open: OpenMetadataStore,
  change: Change,
): Promise<PlannedChange> {
  const known = knownFeature(context, change.feature)
  const source = await writtenTable(context, open, change.feature)
  const input: ChangeInput = {context, known, source}
  switch (change.kind) {
    case 'soft-delete':
      return planSoftDelete(change, input)
    case 'restore':
      return planRestore(change, input)
    case 'undo':
      return planUndo(change, input, await journal.stampedSamples(change.operation, change.feature))
  }
}

/** Now, but later than every row that is copied: a clock that ran behind would make the copy lose (stores.md §5.1). */
export async function stampFor(
  open: OpenMetadataStore,
  {rows}: PlannedChange,
  nowMicros: bigint,
): Promise<bigint> {
  const [row = []] = await open.session.values(
    sql`SELECT epoch_us(max(${rowTime(rows.source.columns)})) FROM (${rows.selected})`,
  )
  const newest = row[0]
  return typeof newest === 'bigint' && newest >= nowMicros ? newest + 1n : nowMicros
}

async function baseOf(
  open: OpenMetadataStore,
  onDisk: TableSource,
  selected: Query,
): Promise<Base> {
  const table = await tableBase(open.session, onDisk)
  const columns = join(onDisk.columns.map(column => ident(column.name)))
  const hash = await rowsHash(open.session, sql`SELECT ${columns} FROM (${selected})`)
  return {
    table: onDisk.from.text,
    rowCount: table.rowCount,
    maxUpdatedAtMicros: table.maxUpdatedAtMicros,
    maxDeletedAtMicros: table.maxDeletedAtMicros,
    selectedRowsHash: `${hash}/${table.rowsHash}`,
  }
}
