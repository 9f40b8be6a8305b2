import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api'
import {AttachedFiles} from './attached-files.ts'
import {damageOf} from './file-damage.ts'
import {fileDoor} from './file-door.ts'
import type {FileAccess} from './file-turns.ts'
import {registerHashFunctions} from './hash-functions.ts'
import {type Lane, Lanes} from './lanes.ts'
import {type Session, withSession} from './session.ts'
import {underSignals} from './signals.ts'
import {ident, type Query} from './sql.ts'

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
  readonly lane?: Lane
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
  private readonly connections: readonly DuckDBConnection[]
  private readonly lanes: Lanes<DuckDBConnection>
  private readonly files: AttachedFiles
  private readonly lockTimeoutMs: number
  private readonly closing = new AbortController()
  private scratchTables = 0

  private constructor(
    instance: DuckDBInstance,
    connections: readonly [DuckDBConnection, ...DuckDBConnection[]],
    {lockTimeoutMs = 0}: DuckDBOptions,
  ) {
    const [door, ...others] = connections
    this.instance = instance
    this.connections = connections
    this.lanes = new Lanes(others)
    this.files = new AttachedFiles(fileDoor(door))
    this.lockTimeoutMs = lockTimeoutMs
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
    // One that only opens and closes files, two for heavy statements, one for pages.
    const connect = async () => {
      const connection = await instance.connect()
      await connection.run("SET TimeZone = 'UTC'")
      return connection
    }
    const door = await connect()
    registerHashFunctions(door)
    return new DuckDB(instance, [door, await connect(), await connect(), await connect()], options)
  }

  /**
   * Work on temporary tables alone.
   * @throws CancelledError when the signal aborts or DuckDB is closed.
   */
  async session<T>(work: (session: Session) => Promise<T>, options: WorkOptions = {}): Promise<T> {
    return this.inLane(options, (connection, signal) => withSession(connection, signal, work))
  }

  /**
   * Work with a file attached.
   * @throws MetadataStoreError STORE_LOCKED, STORE_UNREACHABLE or STORE_FORMAT when it cannot be opened,
   *   STORE_FORMAT also when a statement meets a damaged place.
   * @throws CancelledError when the signal aborts or DuckDB is closed.
   */
  async withFile<T>(
    path: string,
    access: FileAccess,
    work: (session: FileSession) => Promise<T>,
    options: WorkOptions = {},
  ): Promise<T> {
    const until = performance.now() + this.lockTimeoutMs
    const damage = (cause: unknown) => damageOf(path, cause)
    return this.inLane(options, (connection, signal) => {
      const asker = {access, lane: options.lane ?? 'heavy', signal, until}
      return this.files.use(path, asker, catalog =>
        withSession(connection, signal, session => work({...session, catalog}), damage),
      )
    })
  }

  /** A name for a temporary table that all sessions see; whoever made it drops it. */
  scratchTable(): Query {
    this.scratchTables += 1
    return ident('memory', 'main', `scratch_${this.scratchTables}`)
  }

  /** Ends what runs and what waits, which is then cancelled, and closes; nothing may be asked afterwards. */
  async close(): Promise<void> {
    if (this.closing.signal.aborted) return
    this.closing.abort()
    await this.lanes.whenIdle()
    await this.files.whenSettled()
    for (const connection of this.connections) connection.closeSync()
    this.instance.closeSync()
  }

  private inLane<T>(
    {signal, lane = 'heavy'}: WorkOptions,
    work: (connection: DuckDBConnection, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return underSignals([signal, this.closing.signal], either =>
      this.lanes.use(lane, either, connection => work(connection, either)),
    )
  }
}
