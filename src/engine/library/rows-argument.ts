import {resolve} from 'node:path'
import type {RecordBatch, Table} from 'apache-arrow'
import {MetaxyError} from '../errors.ts'
import type {ObjectRow, RecordBatches, RowsInput} from '../models/rows-input.ts'

/** Rows that are read when they are asked: those of a read or a rebase. */
export interface ReadableRows {
  table(): Promise<Table>
}

/**
 * Rows as programs have them: the path of a .parquet, .csv, .jsonl or .json file, an Arrow table, record
 * batches, objects, or what a read gave.
 */
export type RowsArgument =
  | string
  | Table
  | RecordBatch
  | RecordBatches
  | readonly ObjectRow[]
  | ReadableRows

/**
 * @param directory what a relative path starts from.
 * @throws MetaxyError INVALID_INPUT for anything else.
 */
export async function rowsInput(rows: RowsArgument, directory: string): Promise<RowsInput> {
  if (typeof rows === 'string') return {kind: 'file', path: resolve(directory, rows)}
  if (isTable(rows)) return {kind: 'arrow', table: rows}
  if (isBatch(rows)) return {kind: 'batches', batches: [rows]}
  if (isReadable(rows)) return {kind: 'arrow', table: await rows.table()}
  if (isObjects(rows)) return {kind: 'objects', rows}
  if (isBatches(rows)) return {kind: 'batches', batches: rows}
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: 'These are no rows.',
    hint: 'Give a file, an Arrow table, record batches, or an array of objects.',
  })
}

/** Of the same meaning, whichever copy of Arrow made it. */
function isTable(rows: object): rows is Table {
  return 'schema' in rows && 'batches' in rows && Array.isArray(rows.batches)
}

function isBatch(rows: object): rows is RecordBatch {
  return 'schema' in rows && 'data' in rows
}

function isReadable(rows: object): rows is ReadableRows {
  return 'table' in rows && typeof rows.table === 'function'
}

function isObjects(rows: object): rows is readonly ObjectRow[] {
  return Array.isArray(rows) && !rows.some(row => isBatch(Object(row)))
}

function isBatches(rows: object): rows is RecordBatches {
  return Symbol.iterator in rows || Symbol.asyncIterator in rows
}
