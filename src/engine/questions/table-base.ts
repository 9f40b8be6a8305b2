import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** What a table looked like at one moment; equal bases mean nobody wrote in between. */
export interface TableBase {
  readonly rowCount: number
  readonly maxUpdatedAtMicros: bigint | null
  readonly maxDeletedAtMicros: bigint | null
  /** Over whole rows, each with its row id, as decimal text. */
  readonly rowsHash: string
}

/** What a table looks like now, every stored row with its row id included when it is `hashed`. */
export async function tableBase(
  session: Session,
  source: TableSource,
  hashed = true,
): Promise<TableBase> {
  const [base = []] = await session.values(
    sql`SELECT count(*), epoch_us(max(${orNull(source, 'metaxy_updated_at')})),
      epoch_us(max(${orNull(source, 'metaxy_deleted_at')})) FROM ${source.from}`,
  )
  return {
    rowCount: Number(base[0] ?? 0),
    maxUpdatedAtMicros: micros(base[1]),
    maxDeletedAtMicros: micros(base[2]),
    rowsHash: await contentOf(session, source, hashed),
  }
}

async function contentOf(
  session: Session,
  {columns, rowId, from, logVersion}: TableSource,
  hashed: boolean,
): Promise<string> {
  // A log has a version of its own: it moves with every write.
  if (logVersion !== null) return `version ${logVersion}`
  if (!hashed) return ''
  const names = columns.map(column => ident(column.name))
  return rowsHash(session, sql`SELECT ${join([...names, sql`${rowId} AS __mxx_row`])} FROM ${from}`)
}

/** One number over whole rows, whatever their order, as decimal text. */
export async function rowsHash(session: Session, rows: Query): Promise<string> {
  const [row = []] = await session.values(
    sql`SELECT coalesce(sum(hash(__mxx_whole))::VARCHAR, '0') FROM (${rows}) AS __mxx_whole`,
  )
  return String(row[0])
}

export function sameBase(left: TableBase, right: TableBase): boolean {
  return (
    left.rowCount === right.rowCount &&
    left.maxUpdatedAtMicros === right.maxUpdatedAtMicros &&
    left.maxDeletedAtMicros === right.maxDeletedAtMicros &&
    left.rowsHash === right.rowsHash
  )
}

function orNull(source: TableSource, name: string): Query {
  return source.columns.some(column => column.name === name)
    ? ident(name)
    : raw('NULL::TIMESTAMPTZ')
}

function micros(value: unknown): bigint | null {
  return typeof value === 'bigint' ? value : null
}
