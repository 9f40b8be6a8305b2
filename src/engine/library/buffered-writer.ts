import type {WriteResult} from '../change/commit-outcome.ts'
import {MetaxyError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {RowsInput} from '../models/rows-input.ts'
import {type Home, keyOf} from './home.ts'
import {countOf, type PendingRows, pendingWrites, takeIn} from './pending-rows.ts'
import {type FeatureWrites, pairsOf, type WriteOptions, writeFeatures} from './write-features.ts'

export interface BufferedOptions extends WriteOptions {
  /** So many rows, of all features together, are written at once; default: time alone decides. */
  readonly flushBatchSize?: number
  /** Seconds between the end of a flush and the next; default 2. */
  readonly flushInterval?: number
  /** So many `put`s may wait to be written before the next one has to wait; default: any number. */
  readonly maxQueueSize?: number
}

/** Rows could not be written; they are here. */
export class BufferedWriteError extends MetaxyError {
  readonly left: ReadonlyMap<FeatureKey, readonly RowsInput[]>

  constructor(cause: unknown, left: ReadonlyMap<FeatureKey, readonly RowsInput[]>) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const code = cause instanceof MetaxyError ? cause.code : 'GENERIC_ERROR'
    super({
      code,
      message: `Writer encountered an error: ${reason}`,
      hint: 'What was not written is in `left`.',
      details: {features: [...left.keys()]},
      cause,
    })
    this.left = left
  }
}

/**
 * Metaxy's `BufferedMetadataWriter` (stores.md §12): rows are put in as they come and written by row
 * count, time, `flush` or `close`; the metadata store is open for each flush only. Rows of a failed flush
 * are kept: while the file is locked they are tried again, after another failure `close` tries once more.
 */
export class BufferedMetadataWriter implements AsyncDisposable {
  private readonly home: Home
  private readonly options: BufferedOptions
  private readonly pending: PendingRows = new Map()
  private readonly written = new Map<FeatureKey, number>()
  private flushing: Promise<void> | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private failure: unknown
  private closed = false

  constructor(home: Home, options: BufferedOptions) {
    this.home = home
    this.options = options
  }

  /** Rows written so far, by feature. */
  get numWritten(): ReadonlyMap<FeatureKey, number> {
    return this.written
  }

  get hasError(): boolean {
    return this.failure !== undefined
  }

  /** @throws BufferedWriteError after a failed flush; MetaxyError INVALID_INPUT when it is closed. */
  async put(writes: FeatureWrites): Promise<void> {
    if (this.closed) throw isClosed()
    if (this.failure !== undefined) throw this.error(this.failure)
    const {directory} = (await this.home.place()).room
    for (const [named, rows] of pairsOf(writes)) {
      await takeIn(this.pending, await keyOf(this.home, named), rows, directory)
    }
    const {flushBatchSize = Infinity, maxQueueSize = 0} = this.options
    const {rows, puts} = countOf(this.pending)
    if (rows >= flushBatchSize) this.flushSoon(0)
    else this.flushSoon(this.options.flushInterval ?? 2)
    if (maxQueueSize > 0 && puts >= maxQueueSize)
      await this.flushNow().catch(error => this.failed(error))
  }

  /** Writes what waits. @throws what writing throws; the rows are kept for the next flush. */
  async flush(): Promise<void> {
    try {
      await this.flushNow()
    } catch (error) {
      if (!this.closed) this.flushSoon(this.options.flushInterval ?? 2)
      throw error
    }
  }

  private async flushNow(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    while (this.flushing !== undefined) await this.flushing.catch(() => undefined)
    if (this.pending.size === 0) return
    this.flushing = this.write()
    try {
      await this.flushing
      this.failure = undefined
    } finally {
      this.flushing = undefined
    }
  }

  /**
   * Writes what waits and ends; answers the rows written, by feature.
   * @throws BufferedWriteError with the rows that could not be written.
   */
  async close(): Promise<ReadonlyMap<FeatureKey, number>> {
    this.closed = true
    try {
      await this.flush()
    } catch (error) {
      throw this.error(error)
    }
    return this.written
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  private flushSoon(seconds: number): void {
    if (this.timer !== undefined && seconds > 0) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.flushNow().catch(error => this.failed(error))
    }, seconds * 1000)
  }

  /** Of a flush that nobody asked for. */
  private failed(error: unknown): void {
    if (isLocked(error)) this.flushSoon(this.options.flushInterval ?? 2)
    else this.failure = error
  }

  private async write(): Promise<void> {
    const opened = this.home.modes.open('w')
    try {
      const done = (result: WriteResult) => {
        this.written.set(result.feature, (this.written.get(result.feature) ?? 0) + result.rows)
      }
      for (const {writes, taken} of pendingWrites(this.pending)) {
        await writeFeatures(this.home, writes, this.options, result => {
          taken(result.feature)
          done(result)
        })
      }
    } finally {
      await opened.close()
    }
  }

  private error(cause: unknown): BufferedWriteError {
    const left = [...this.pending].map(([feature, rows]) => [feature, [...rows]] as const)
    return new BufferedWriteError(cause, new Map(left))
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof MetaxyError && error.code === 'STORE_LOCKED'
}

function isClosed(): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: 'Cannot put data after writer has been stopped',
    hint: 'Make another one with `buffered`.',
  })
}
