import {DuckDBDataChunk, type DuckDBType} from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import {type Data, DataType, type RecordBatch, type Schema} from 'apache-arrow'
import {MetaxyError} from '../../errors.ts'
import type {RecordBatches} from '../../models/rows-input.ts'
import {type Sessions, scratchTable} from '../session.ts'
import {ident, join, raw, sql} from '../sql.ts'
import {isText as holdsText} from './fill-strings.ts'
import {fillVector} from './fill-vector.ts'
import {stringSource} from './string-source.ts'
import {isText, vectorType} from './vector-types.ts'

/** A column of nothing but NULLs: a guess, which an existing table overrules. */
const NO_TYPE = 'JSON'

/** As many rows as a vector of DuckDB has. */
const ROWS = duckdb.vector_size()

/**
 * Lays record batches down in a new scratch table, as they come; while the next one is awaited no work is
 * under way in a session.
 *
 * @throws MetaxyError INVALID_INPUT for a type that DuckDB has no like of, a name that is there twice,
 *   batches of another schema, and texts that are none.
 */
export async function appendArrow(
  inSession: Sessions,
  batches: RecordBatches,
  scratchName: string,
  schema?: Schema,
): Promise<void> {
  let types: readonly DuckDBType[] | null = null
  let names: readonly string[] = []
  const begin = async (first: Schema) => {
    names = first.fields.map(field => field.name)
    types = first.fields.map(field => vectorType(field.type, field.name))
    const nulls = first.fields.map(field => DataType.isNull(field.type))
    const declared = types.map((type, index) => (nulls[index] ? NO_TYPE : String(type)))
    await createTable(inSession, scratchName, names, declared)
    return types
  }
  if (schema !== undefined) await begin(schema)
  const source = batchesOf(batches)
  let next = await source.next()
  if (next.done && types === null) return createTable(inSession, scratchName, [], [])
  const known = types ?? (next.done ? [] : await begin(next.value.schema))
  while (!next.done) {
    const batch = next.value
    refuseOther(batch, names)
    await inSession(session =>
      session.fill(scratchName, async appender => {
        for (let start = 0; start < batch.numRows; start += ROWS) {
          const count = Math.min(ROWS, batch.numRows - start)
          appender.appendDataChunk(chunkOf(batch, known, start, count))
        }
      }),
    )
    next = await source.next()
  }
}

function chunkOf(
  batch: RecordBatch,
  types: readonly DuckDBType[],
  start: number,
  count: number,
): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(types, count)
  batch.data.children.forEach((data: Data, index: number) => {
    refuseNoText(data, batch.schema.fields[index]?.name ?? '', start, count)
    fillVector(duckdb.data_chunk_get_vector(chunk.chunk, index), {data, start, count})
  })
  return chunk
}

async function* batchesOf(batches: RecordBatches): AsyncGenerator<RecordBatch, undefined> {
  yield* batches
  return undefined
}

async function createTable(
  inSession: Sessions,
  scratchName: string,
  names: readonly string[],
  types: readonly string[],
): Promise<void> {
  const twice = names.find(
    (name, index) => names.findIndex(one => one.toLowerCase() === name.toLowerCase()) < index,
  )
  if (twice !== undefined) throw invalid(`The column "${twice}" is there twice.`, twice)
  const columns = types.map((type, index) => sql`${ident(names[index] ?? '')} ${raw(type)}`)
  // A table needs a column; nobody asks for it where there are no rows.
  const all = columns.length === 0 ? [sql`${ident('__mxx_none')} INTEGER`] : columns
  await inSession(session =>
    session.run(sql`CREATE TABLE ${scratchTable(scratchName)} (${join(all)})`),
  )
}

function refuseOther(batch: RecordBatch, names: readonly string[]): void {
  const own = batch.schema.fields.map(field => field.name)
  if (own.length === names.length && own.every((name, index) => name === names[index])) return
  throw invalid(
    `The record batches differ: one has the columns ${own.join(', ')}, the first ${names.join(', ')}.`,
    own.find(name => !names.includes(name)) ?? '',
  )
}

function refuseNoText(data: Data, column: string, start: number, count: number): void {
  data.children.forEach(child => {
    if (child.length === data.length) refuseNoText(child, column, start, count)
  })
  if (!isText(data.type) || holdsText(stringSource(data), start, count)) return
  throw invalid(`The column "${column}" has a text that is no UTF-8.`, column)
}

function invalid(message: string, column: string): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message,
    hint: 'Correct the rows; nothing was written.',
    details: {column},
  })
}
