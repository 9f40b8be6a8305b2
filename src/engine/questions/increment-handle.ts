import type {DuckDB} from '../duckdb/connection.ts'
import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {CancelledError} from '../errors.ts'
import type {CellValue, Row} from '../models/cell-value.ts'
import type {FieldKey} from '../models/feature-key.ts'
import type {IncrementClass} from '../models/increment.ts'
import {exportQuery} from '../transfer/export.ts'
import {ofClass, STORED_ROW} from '../versioning/classification.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import {WAITING} from '../versioning/waiting-orphans.ts'
import {cells} from './cells.ts'
import type {Context} from './context.ts'
import {frameTable} from './increment-arrow.ts'
import {frameColumns, frameRows} from './increment-frames.ts'
import {
  type KeptIncrement,
  keptOtherwise,
  type ScratchTables,
  storedFieldColumn,
  storedIdColumn,
} from './kept-increment.ts'
import type {AskOptions, Increment, IncrementSample, SampleOrder} from './questions.ts'

/** The increment that callers hold: reads temporary tables only, never the file. */
export function incrementHandle(
  context: Context,
  kept: KeptIncrement,
  resolvedInMs: number,
): Increment {
  const {plan, counts, tables} = kept
  const ask = <T>(options: AskOptions = {}, work: (session: Session) => Promise<T>) =>
    context.duckdb.session(work, {...options, lane: 'page'})
  let closed: Promise<void> | undefined
  return {
    feature: plan.feature,
    featureVersion: plan.featureVersion,
    keyColumns: plan.expected.joinColumns,
    counts,
    warnings: plan.warnings,
    resolvedInMs,
    columns: part => frameColumns(plan, part),
    rows: (part, offset, count, options) =>
      ask(options, session => cells(session, page(frameRows(kept, part), offset, count))),
    table: (part, options) => ask(options, session => frameTable(session, kept, part)),
    exportRows: (part, file, options) =>
      ask(options, session => exportQuery(session, frameRows(kept, part), file)),
    samples: (part, offset, count, options) =>
      ask(options, async session => {
        const query = sampleRows(kept, part, options?.order ?? 'id')
        const rows = await cells(session, page(query, offset, count))
        return rows.map(row => sampleOf(kept, row))
      }),
    staleByFields: options =>
      ask(options, async session =>
        (await cells(session, staleGroups(kept))).map(([fields, rows]) => ({
          fields: (fields ?? []) as readonly FieldKey[],
          rows: Number(rows),
        })),
      ),
    close: () => {
      closed ??= dropScratch(context.duckdb, tables)
      return closed
    },
  }
}

/** Small work that waits for nothing heavy; after everything is closed there is nothing left to drop. */
export async function dropScratch(duckdb: DuckDB, tables: ScratchTables): Promise<void> {
  const drop = async (session: Session) => {
    await session.run(sql`DROP TABLE IF EXISTS ${tables.pending}`)
    await session.run(sql`DROP TABLE IF EXISTS ${tables.orphaned}`)
  }
  await duckdb.session(drop, {lane: 'page'}).catch(error => {
    if (!(error instanceof CancelledError)) throw error
  })
}

function page(query: Query, offset: number, count: number): Query {
  return sql`${query} LIMIT ${BigInt(count)} OFFSET ${BigInt(offset)}`
}

/** The pending table is in the order of class and key, so its own row ids are that order. */
function sampleRows(kept: KeptIncrement, part: IncrementClass, order: SampleOrder): Query {
  const {plan, keep, tables} = kept
  if (keep !== 'samples') throw keptOtherwise('rows', 'samples')
  const stored = plan.current !== null
  const column = (name: string) => (stored ? ident(name) : raw('NULL'))
  const parts = [
    ...plan.expected.joinColumns.map(name => ident(name)),
    ...plan.expected.fields.map(field => ident(field.column)),
    ...plan.plan.spec.idColumns.map((_, index) => column(storedIdColumn(index))),
    ...plan.expected.fields.map((_, index) => column(storedFieldColumn(index))),
    ident(STORED_ROW),
    sql`coalesce((SELECT any_value(o.${ident(WAITING)}) FROM ${tables.orphaned} AS o
      WHERE o.${ident(ROW_ID)} = p.${ident(STORED_ROW)}), FALSE)`,
  ]
  return sql`SELECT ${join(parts)} FROM ${tables.pending} AS p WHERE ${ofClass(part)} ORDER BY ${orderOf(kept, order)}`
}

function orderOf(kept: KeptIncrement, order: SampleOrder): Query {
  if (order === 'id') return raw('p.rowid')
  if (order === 'id-descending') return raw('p.rowid DESC')
  return kept.plan.current === null ? raw('p.rowid') : sql`${differingFields(kept)}, p.rowid`
}

function sampleOf({plan}: KeptIncrement, row: Row): IncrementSample {
  const {joinColumns, fields} = plan.expected
  const ids = plan.plan.spec.idColumns.length
  const lengths = [joinColumns.length, fields.length, ids, fields.length, 2]
  const [key = [], expected = [], storedId = [], stored = [], rest = []] = split(row, lengths)
  const [storedRow, waiting] = rest
  return {
    key,
    storedId: storedRow === null ? null : storedId,
    fields: fields.map((one, index) => {
      const [is, should] = [textOrNull(stored[index]), textOrNull(expected[index])]
      return {field: one.field, stored: is, expected: should, differs: is !== should}
    }),
    waiting: waiting === true,
  }
}

function split(row: Row, lengths: readonly number[]): readonly Row[] {
  return lengths.map((length, index) => {
    const start = lengths.slice(0, index).reduce((sum, one) => sum + one, 0)
    return row.slice(start, start + length)
  })
}

/** Stale rows by the list of their fields whose stored provenance is not the expected one. */
function staleGroups({plan, keep, tables}: KeptIncrement): Query {
  if (keep !== 'samples') throw keptOtherwise('rows', 'samples')
  if (plan.current === null) return raw('SELECT NULL, 0 LIMIT 0')
  return sql`SELECT ${differingFields({plan})} AS fields, count(*) AS n
    FROM ${tables.pending} WHERE ${ofClass('stale')} GROUP BY fields ORDER BY n DESC, fields`
}

/** The fields whose stored provenance is not the expected one, as a list. */
function differingFields({plan}: Pick<KeptIncrement, 'plan'>): Query {
  const differing = plan.expected.fields.map(
    (one, index) =>
      sql`CASE WHEN ${ident(one.column)} IS DISTINCT FROM ${ident(storedFieldColumn(index))} THEN ${one.field} END`,
  )
  return sql`list_filter([${join(differing)}], lambda f: f IS NOT NULL)`
}

function textOrNull(value: CellValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}
