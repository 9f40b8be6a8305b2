import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api'
import {AttachedFiles} from './attached-files.ts'
import {damageOf} from './file-damage.ts'
import {fileDoor} from './file-door.ts'
import type {FileAccess, FileAsker} from './file-turns.ts'
import {registerHashFunctions} from './hash-functions.ts'
import {type Lane, Lanes} from './lanes.ts'
import {type Session, scratchTable, withSession} from './session.ts'
import {underSignals} from './signals.ts'
import type {Query} from './sql.ts'

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

/** A session that can look at files. */
export interface AttachingSession extends Session {
  /**
   * Attaches a further file for reading until the work ends and answers its catalog name; a file that
   * the work has attached already keeps its name.
   * @throws as `DuckDB.withFile`.
   */
  attach(path: string): Promise<string>
}

/** A session in which one file is attached. */
export interface FileSession extends AttachingSession {
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
    // Text is stored as it is: packing it takes half of an append, and reading it back is slower too.
    await door.run("SET GLOBAL disabled_compression_methods = 'dictionary,dict_fsst,fsst,zstd'")
    registerHashFunctions(door)
    return new DuckDB(instance, [door, await connect(), await connect(), await connect()], options)
  }

  /**
   * Work on temporary tables, and on files that it attaches itself.
   * @throws CancelledError when the signal aborts or DuckDB is closed.
   */
  async session<T>(
    work: (session: AttachingSession) => Promise<T>,
    options: WorkOptions = {},
  ): Promise<T> {
    // Taken before the turn is waited for: whoever asks waits no longer than that.
    const until = performance.now() + this.lockTimeoutMs
    return this.inLane(options, (connection, signal) =>
      this.attaching(
        {access: 'read', lane: options.lane ?? 'heavy', signal, until},
        new Map(),
        attach => withSession(connection, signal, session => work({...session, attach})),
      ),
    )
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
      const asking = {access, lane: options.lane ?? 'heavy', signal, until}
      return this.files.use(path, asking, catalog =>
        this.attaching({...asking, access: 'read'}, new Map([[path, catalog]]), attach =>
          withSession(connection, signal, session => work({...session, attach, catalog}), damage),
        ),
      )
    })
  }

  /** Gives `work` a way to attach further files; they are let go when it has ended. */
  private async attaching<T>(
    asker: FileAsker,
    attached: Map<string, string>,
    work: (attach: AttachingSession['attach']) => Promise<T>,
  ): Promise<T> {
    const entered: (() => Promise<void>)[] = []
    try {
      return await work(async path => {
        const known = attached.get(path)
        if (known !== undefined) return known
        const {alias, leave} = await this.files.enterBeside(path, asker)
        entered.push(leave)
        attached.set(path, alias)
        return alias
      })
    } finally {
      for (const leave of entered.reverse()) await leave()
    }
  }

  /** The catalog name under which a file is attached, whenever it is. */
  aliasOf(path: string): string {
    return this.files.aliasOf(path)
  }

  /** A name for a temporary table that all sessions see; whoever made it drops it. */
  scratchTable(): Query {
    return scratchTable(this.scratchName())
  }

  /** The same before it is put into statements, for filling the table row by row. */
  scratchName(): string {
    this.scratchTables += 1
    return `scratch_${this.scratchTables}`
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
