import type {DuckDBResult} from '@duckdb/node-api'
import type {RecordBatch, Table} from 'apache-arrow'
import type {ArrowColumn, StructMember} from './arrow/layout.ts'

export type {ArrowColumn, StructMember}

/**
 * The rows of a statement as Arrow record batches of at most 2048 rows, at least one batch; read as
 * the caller asks for them. Values are exact: 64-bit integers, microseconds, decimals; TIMESTAMPTZ is
 * in UTC; types that Arrow lacks are texts (arrow/column-reader.ts).
 *
 *     arrowBatches(await connection.stream('SELECT id, one, two FROM …'), [
 *       {kind: 'column', name: 'id', from: 'id'},
 *       {kind: 'struct', name: 'by_field', members: [{name: 'one', from: 'one'}, {name: 'two', from: 'two'}]},
 *     ])
 *
 * Arrow's own module takes 75 ms to load, so it is loaded here and not before.
 */
export async function* arrowBatches(
  result: DuckDBResult,
  columns?: readonly ArrowColumn[],
): AsyncGenerator<RecordBatch> {
  const {readBatches} = await import('./arrow/batches.ts')
  yield* readBatches(result, columns)
}

/** All rows of a statement as one Arrow table; see `arrowBatches`. */
export async function arrowTable(
  result: DuckDBResult,
  columns?: readonly ArrowColumn[],
): Promise<Table> {
  const {readTable} = await import('./arrow/batches.ts')
  return readTable(result, columns)
}

/**
 * Writes batches to an Arrow (Feather 2) file while they are read; gives the number of rows. The file
 * appears when it is complete.
 */
export async function writeArrowFile(
  batches: AsyncIterable<RecordBatch> | Iterable<RecordBatch>,
  path: string,
): Promise<number> {
  const {writeFile} = await import('./arrow/file.ts')
  return writeFile(batches, path)
}
