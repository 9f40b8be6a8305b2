import type {Table as ArrowTable, RecordBatch} from 'apache-arrow'

/** Rows from outside: a .parquet, .csv, .jsonl or .json file by its whole path, or rows in memory. */
export type RowsInput =
  | {readonly kind: 'file'; readonly path: string}
  | {readonly kind: 'arrow'; readonly table: ArrowTable}
  /** Read once, so a change with them cannot be previewed and then committed. */
  | {readonly kind: 'batches'; readonly batches: RecordBatches}
  | {readonly kind: 'objects'; readonly rows: readonly ObjectRow[]}

export type RecordBatches = Iterable<RecordBatch> | AsyncIterable<RecordBatch>

/**
 * A row as an object. Types are told from the values of all rows: whole numbers and bigint, other
 * numbers, texts, booleans, Date (a moment, UTC), bytes, lists, objects (structs) and Map.
 */
export type ObjectRow = Readonly<Record<string, unknown>>
