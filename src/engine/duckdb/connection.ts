import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBResult,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'
import {CancelledError, QueryError} from '../errors.ts'
import {AttachedFiles, type FileAccess} from './attached-files.ts'
import {retryWhileLocked} from './file-errors.ts'
import {registerHashFunctions} from './hash-functions.ts'
import {Lanes} from './lanes.ts'
import {ident, type Query, text} from './sql.ts'

export interface DuckDBOptions {
  /** Upper bound of DuckDB's own memory, e.g. `1GB`. */
  readonly memoryLimit?: string
  /** Folder for what does not fit; without one nothing is spilled. */
  readonly temporaryDirectory?: string
  /** How long to wait for a file that another process holds. */
  readonly lockTimeoutMs?: number
}

export interface WorkOptions {
  readonly signal?: AbortSignal
  /** `page`: small and on screen, so it does not queue behind heavy work. */
  readonly lane?: 'page' | 'heavy'
}

/** One connection for the length of a piece of work; statements run one after the other. */
export interface Session {
  /** Runs a statement and gives the number of rows it changed. */
  run(query: Query): Promise<number>
  /** All rows as DuckDB's own values: bigint, DuckDBTimestampTZValue … */
  values(query: Query): Promise<readonly (readonly DuckDBValue[])[]>
  /** Rows and the columns they have. */
  table(query: Query): Promise<ResultTable>
  /** Result chunks as they come; to be read to the end, or left, before the work returns. */
  stream(query: Query): Promise<DuckDBResult>
}

export interface ResultTable {
  readonly columns: readonly {readonly name: string; readonly type: DuckDBType}[]
  readonly rows: readonly (readonly DuckDBValue[])[]
}

/** A session in which one file is attached. */
export interface FileSession extends Session {
  /** The catalog name of the file. */
  readonly catalog: string
}

/**
 * The one DuckDB of a project: in memory, with the hash functions and all temporary tables. Files are
 * attached to it for a piece of work and detached at its end (engine.md §7).
 */
export class DuckDB {
  private readonly instance: DuckDBInstance
  private readonly lanes: Lanes<DuckDBConnection>
  private readonly files: AttachedFiles
  private scratchTables = 0

  private constructor(
    instance: DuckDBInstance,
    connections: readonly DuckDBConnection[],
    options: DuckDBOptions,
  ) {
    this.instance = instance
    this.lanes = new Lanes(connections)
    const [door] = connections.slice(-1)
    this.files = new AttachedFiles({
      async open(path, alias, access) {
        const mode = access === 'read' ? ' (READ_ONLY)' : ''
        await retryWhileLocked(path, options.lockTimeoutMs ?? 0, async () => {
          await door?.run(`ATTACH ${text(path).text} AS ${ident(alias).text}${mode}`)
        })
      },
      async close(alias) {
        await door?.run(`DETACH ${ident(alias).text}`)
      },
    })
  }

  static async create(options: DuckDBOptions = {}): Promise<DuckDB> {
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: options.temporaryDirectory ?? '',
      allocator_background_threads: 'true',
      allocator_flush_threshold: '16MB',
      allocator_bulk_deallocation_flush_threshold: '64MB',
      ...(options.memoryLimit === undefined ? {} : {memory_limit: options.memoryLimit}),
    })
    // Two for heavy statements, one for pages, one that only opens and closes files.
    const connections = await Promise.all([1, 2, 3, 4].map(() => instance.connect()))
    for (const connection of connections) await connection.run("SET TimeZone = 'UTC'")
    if (connections[0] !== undefined) registerHashFunctions(connections[0])
    return new DuckDB(instance, connections, options)
  }

  /**
   * Work on temporary tables alone.
   * @throws CancelledError when the signal aborts.
   */
  async session<T>(work: (session: Session) => Promise<T>, options: WorkOptions = {}): Promise<T> {
    return this.lanes.use(options.lane ?? 'heavy', connection =>
      interruptible(connection, options.signal, () => work(sessionOn(connection, options.signal))),
    )
  }

  /**
   * Work with a file attached.
   * @throws MetadataStoreError STORE_LOCKED, STORE_UNREACHABLE or STORE_FORMAT when it cannot be opened.
   * @throws CancelledError when the signal aborts.
   */
  async withFile<T>(
    path: string,
    access: FileAccess,
    work: (session: FileSession) => Promise<T>,
    options: WorkOptions = {},
  ): Promise<T> {
    return this.lanes.use(options.lane ?? 'heavy', connection =>
      interruptible(connection, options.signal, () =>
        this.files.use(path, access, catalog =>
          work({...sessionOn(connection, options.signal), catalog}),
        ),
      ),
    )
  }

  /** A name for a temporary table that all sessions see; whoever made it drops it. */
  scratchTable(): Query {
    this.scratchTables += 1
    return ident('memory', 'main', `scratch_${this.scratchTables}`)
  }

  /** Interrupts what runs and closes; nothing may be asked afterwards. */
  async close(): Promise<void> {
    await this.lanes.close(connection => {
      connection.interrupt()
    })
    this.instance.closeSync()
  }
}

/** Whatever runs on the connection stops when the signal aborts, and is then called cancelled. */
async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw new CancelledError()
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  try {
    return await work()
  } catch (error) {
    if (signal?.aborted) throw new CancelledError()
    throw error
  } finally {
    signal?.removeEventListener('abort', interrupt)
  }
}

function sessionOn(connection: DuckDBConnection, signal: AbortSignal | undefined): Session {
  const ask = async <T>(query: Query, run: () => Promise<T>): Promise<T> => {
    if (signal?.aborted) throw new CancelledError()
    try {
      return await run()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new QueryError(reason, query.text, error)
    }
  }
  const bound = (query: Query) => (query.values.length === 0 ? undefined : [...query.values])
  return {
    run: query =>
      ask(query, async () => (await connection.run(query.text, bound(query))).rowsChanged),
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
    stream: query => ask(query, () => connection.stream(query.text, bound(query))),
  }
}
