import {DuckDBDataChunk, type DuckDBResult} from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import {type Data, Field, RecordBatch, Schema, Struct, Table} from 'apache-arrow'
import {openHashKernel} from '../hash-kernel.ts'
import {chunksOf} from '../result-chunks.ts'
import {type ColumnReader, makeColumn} from './column.ts'
import {columnReader} from './column-reader.ts'
import type {ArrowColumn} from './layout.ts'

/** One batch per chunk; a single one without rows when there are none, for the sake of its schema. */
export async function* readBatches(
  result: DuckDBResult,
  columns: readonly ArrowColumn[] = everyColumn(result),
): AsyncGenerator<RecordBatch> {
  const kernel = openHashKernel()
  const names = result.deduplicatedColumnNames()
  const readers = names.map((_, index) => columnReader(result.columnType(index), kernel))
  const outputs = columns.map(column => outputOf(column, name => at(readers, names, name)))
  const fields = outputs.map(output => output.field)
  const schema = new Schema(fields)
  const type = new Struct(fields)
  const batchOf = (chunk: DuckDBDataChunk) => {
    const {rowCount} = chunk
    const data = readChunk(chunk, readers)
    const children = outputs.map(output => output.assemble(name => at(data, names, name), rowCount))
    return new RecordBatch(schema, makeColumn({type, rowCount, children}))
  }
  let empty = true
  for await (const chunk of chunksOf(result)) {
    yield batchOf(chunk)
    empty = false
  }
  if (empty) yield batchOf(emptyChunk(result))
}

export async function readTable(
  result: DuckDBResult,
  columns?: readonly ArrowColumn[],
): Promise<Table> {
  const batches: RecordBatch[] = []
  for await (const batch of readBatches(result, columns)) batches.push(batch)
  return new Table(batches)
}

function everyColumn(result: DuckDBResult): ArrowColumn[] {
  const names = result.columnNames()
  return result
    .deduplicatedColumnNames()
    .map((from, index) => ({kind: 'column', name: names[index] ?? from, from}))
}

interface Output {
  readonly field: Field
  assemble(dataOf: (name: string) => Data, rowCount: number): Data
}

function outputOf(column: ArrowColumn, readerOf: (name: string) => ColumnReader): Output {
  const {name} = column
  if (column.kind === 'column') {
    const {from} = column
    return {field: new Field(name, readerOf(from).type, true), assemble: dataOf => dataOf(from)}
  }
  const members = column.members.map(member => outputOf({kind: 'column', ...member}, readerOf))
  const type = new Struct(members.map(member => member.field))
  return {
    field: new Field(name, type, true),
    assemble(dataOf, rowCount) {
      const children = members.map(member => member.assemble(dataOf, rowCount))
      return makeColumn({type, rowCount, children})
    },
  }
}

function emptyChunk(result: DuckDBResult): DuckDBDataChunk {
  const types = result.columnNames().map((_, index) => result.columnLogicalType(index).logical_type)
  return new DuckDBDataChunk(duckdb.create_data_chunk(types))
}

function readChunk(chunk: DuckDBDataChunk, readers: readonly ColumnReader[]): Data[] {
  const rows = {count: chunk.rowCount, parent: undefined}
  return readers.map((reader, index) =>
    reader.read(duckdb.data_chunk_get_vector(chunk.chunk, index), rows),
  )
}

function at<T>(values: readonly T[], names: readonly string[], name: string): T {
  const value = values[names.indexOf(name)]
  if (value === undefined) throw new Error(`The statement has no column ${name}.`)
  return value
}
