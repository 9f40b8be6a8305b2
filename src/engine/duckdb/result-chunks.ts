import {type DuckDBDataChunk, type DuckDBResult, ResultReturnType} from '@duckdb/node-api'

/**
 * The chunks of a result, each with rows. While one is worked on, DuckDB makes the next.
 *
 * @throws Error when the statement failed, was interrupted, or another was begun on the connection
 *   before its last row: DuckDB's own streams then end as if they were complete, and keep the reason.
 */
export async function* chunksOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  let next = nextChunk(result)
  try {
    let chunk = await next
    while (chunk !== undefined) {
      next = nextChunk(result)
      // A failure is met where the chunk is awaited, however late that is.
      next.catch(() => undefined)
      yield chunk
      chunk = await next
    }
  } finally {
    // Nobody may use the connection before DuckDB is done, so whoever stops early waits for it.
    await next.catch(() => undefined)
  }
}

async function nextChunk(result: DuckDBResult): Promise<DuckDBDataChunk | undefined> {
  const chunk = await result.fetchChunk()
  if (chunk !== null && chunk.rowCount > 0) return chunk
  if (result.returnType === ResultReturnType.INVALID) {
    throw new Error('The statement was stopped before its last row.')
  }
  return undefined
}
