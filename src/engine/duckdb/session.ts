import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBResult,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api'
import {CancelledError, MetaxyError, OutOfMemoryError, QueryError} from '../errors.ts'
import {ident, type Query} from './sql.ts'

/** One connection for the length of a piece of work; statements run one after the other. */
export interface Session {
  /** Runs a statement and gives the number of rows it changed. */
  run(query: Query): Promise<number>
  /** All rows as DuckDB's own values: bigint, DuckDBTimestampTZValue … */
  values(query: Query): Promise<readonly (readonly DuckDBValue[])[]>
  /** Rows and the columns they have. */
  table(query: Query): Promise<ResultTable>
  /** Result chunks as they come; what is not read by the end of the work is let go. */
  stream(query: Query): Promise<DuckDBResult>
  /** All that the work writes, or nothing; once it begins, the COMMIT is not interrupted. */
  transaction(work: () => Promise<void>): Promise<void>
  /** Puts rows into a scratch table by its name; what was put in is there when `work` ends. */
  fill(scratchName: string, work: (appender: DuckDBAppender) => Promise<void>): Promise<void>
  /** Runs a statement, one without values, when the work has ended, also after a failure or a cancel. */
  atEnd(query: Query): void
}

export interface ResultTable {
  readonly columns: readonly {readonly name: string; readonly type: DuckDBType}[]
  readonly rows: readonly (readonly DuckDBValue[])[]
}

/** Runs a piece of work in a session: always the same, or another each time. */
export type Sessions = <T>(work: (session: Session) => Promise<T>) => Promise<T>

/** A scratch table in statements. */
export function scratchTable(name: string): Query {
  return ident(...SCRATCH, name)
}

const SCRATCH = ['memory', 'main'] as const

type Explain = (cause: unknown) => MetaxyError | null

/** What a piece of work may leave behind on its connection. */
interface Traces {
  committing: boolean
  inTransaction: boolean
  streamed: boolean
  readonly atEnd: Query[]
}

/** An interrupt that comes between two statements, or just before one begins, is not noticed. */
const INTERRUPT_EVERY_MS = 20

/**
 * Runs a piece of work on a connection and leaves the connection as it was: no open transaction, no
 * unread result, nothing that goes on running.
 *
 * @param explain a better error for one of DuckDB's, if there is one.
 * @throws CancelledError when the signal aborts: whatever runs is interrupted.
 */
export async function withSession<T>(
  connection: DuckDBConnection,
  signal: AbortSignal,
  work: (session: Session) => Promise<T>,
  explain: Explain = () => null,
): Promise<T> {
  const traces: Traces = {committing: false, inTransaction: false, streamed: false, atEnd: []}
  try {
    return await interruptible(connection, traces, signal, () =>
      work(sessionOn(connection, traces, signal, explain)),
    )
  } catch (error) {
    if (error instanceof MetaxyError || error instanceof CancelledError) throw error
    throw explain(error) ?? error
  } finally {
    await removeTraces(connection, traces)
  }
}

async function interruptible<T>(
  connection: DuckDBConnection,
  traces: Traces,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw new CancelledError()
  let again: ReturnType<typeof setInterval> | undefined
  const interrupt = () => {
    if (!traces.committing) connection.interrupt()
  }
  const begin = () => {
    interrupt()
    again = setInterval(interrupt, INTERRUPT_EVERY_MS)
  }
  signal.addEventListener('abort', begin)
  try {
    return await work()
  } catch (error) {
    if (signal.aborted) throw new CancelledError()
    throw error
  } finally {
    signal.removeEventListener('abort', begin)
    clearInterval(again)
  }
}

async function removeTraces(connection: DuckDBConnection, traces: Traces): Promise<void> {
  const statements = [
    ...(traces.inTransaction ? ['ROLLBACK'] : []),
    ...traces.atEnd.map(query => query.text),
    // The next statement on a connection closes a result that nobody reads any more.
    ...(traces.streamed ? ['SELECT 1'] : []),
  ]
  // What fails here has nothing left to remove.
  for (const statement of statements) await connection.run(statement).catch(() => undefined)
}

function sessionOn(
  connection: DuckDBConnection,
  traces: Traces,
  signal: AbortSignal,
  explain: Explain,
): Session {
  const ask = async <T>(query: Query, run: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw new CancelledError()
    try {
      return await run()
    } catch (error) {
      throw explain(error) ?? asQueryError(query, error)
    }
  }
  const bound = (query: Query) => (query.values.length === 0 ? undefined : [...query.values])
  const run = (query: Query) =>
    ask(query, async () => (await connection.run(query.text, bound(query))).rowsChanged)
  return {
    run,
    values: query =>
      ask(query, async () => (await connection.runAndReadAll(query.text, bound(query))).getRows()),
    table: query =>
      ask(query, async () => {
        const reader = await connection.runAndReadAll(query.text, bound(query))
        const names = reader.columnNames()
        const columns = reader
          .columnTypes()
          .map((type, index) => ({name: names[index] ?? '', type}))
        return {columns, rows: reader.getRows()}
      }),
    stream: query => {
      traces.streamed = true
      return ask(query, () => connection.stream(query.text, bound(query)))
    },
    transaction: async work => {
      traces.inTransaction = true
      await run({text: 'BEGIN TRANSACTION', values: []})
      await work()
      traces.committing = true
      try {
        await run({text: 'COMMIT', values: []})
        traces.inTransaction = false
      } finally {
        traces.committing = false
      }
    },
    fill: async (name, work) => {
      if (signal.aborted) throw new CancelledError()
      const [catalog, schema] = SCRATCH
      const appender = await connection.createAppender(name, schema, catalog)
      try {
        await work(appender)
      } finally {
        appender.closeSync()
      }
    },
    atEnd: query => {
      traces.atEnd.push(query)
    },
  }
}

function asQueryError({text}: Query, error: unknown): QueryError {
  const reason = reasonOf(error)
  return reason.startsWith('Out of Memory Error')
    ? new OutOfMemoryError(text, error)
    : new QueryError(reason, text, error)
}

/** DuckDB's own sentence, without the lines that show the statement; or ours, that a statement raised. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const [sentence = text] = text.split(/\n\s*(?:\n|LINE \d)/)
  return sentence.replace(/^Invalid Input Error: /, '')
}
