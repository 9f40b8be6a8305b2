import type {RecordBatch, Table} from 'apache-arrow'
import {arrowBatches, arrowTable} from '../duckdb/arrow-bridge.ts'
import {MetaxyError, type Warning} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {IncrementCounts, IncrementFrame, IncrementRequest} from '../models/increment.ts'
import type {Column} from '../models/system-columns.ts'
import type {Context} from './context.ts'
import {countIncrement} from './count-increment.ts'
import {handedOver} from './handed-over.ts'
import {frameColumns} from './increment-frames.ts'
import {type IncrementPlan, planIncrement} from './increment-plan.ts'
import {laidDown} from './laid-down.ts'
import {plannedFrame} from './planned-frame.ts'
import type {AskOptions, StreamOptions} from './questions.ts'

/** An increment that is computed when, and as often as, something of it is asked (versioning.md §7.1). */
export interface LazyIncrement {
  readonly feature: FeatureKey
  counts(options?: AskOptions): Promise<IncrementCounts>
  /** What Metaxy's frames of this name hold; `input`: the joined upstream rows with their provenance. */
  columns(frame: IncrementFrame, options?: AskOptions): Promise<readonly Column[]>
  /** All rows of a frame, in no order. */
  table(frame: IncrementFrame, options?: AskOptions): Promise<Table>
  /**
   * The same in batches of at most 2048 rows, each computed when it is read; the metadata store stays
   * open until the last one, or until the reader stops.
   */
  batches(frame: IncrementFrame, options?: StreamOptions): AsyncGenerator<RecordBatch>
  /** Fallback stores that answered, a switched engine, groups without an order. */
  warnings(options?: AskOptions): Promise<readonly Warning[]>
}

/**
 * Runs no query by itself; every answer is computed from the tables as they are then.
 *
 * @param contextOf asked with every answer, so that a reloaded graph counts.
 */
export function lazyIncrement(
  contextOf: (options: AskOptions) => Promise<Context>,
  request: IncrementRequest,
): LazyIncrement {
  const planned = async <T>(
    options: AskOptions,
    work: (context: Context, open: OpenMetadataStore, plan: IncrementPlan) => Promise<T>,
  ): Promise<T> => {
    const context = await contextOf(options)
    return context.metadataStore.reading(
      async open => work(context, open, await planIncrement(context, open, request)),
      options,
    )
  }
  const streamed = async (open: OpenMetadataStore, plan: IncrementPlan, frame: IncrementFrame) => {
    if (frame === 'input' && plan.parents.length === 0) throw withoutInput(request)
    const {query, columns} = plannedFrame(plan, frame)
    return {result: await open.session.stream(query), columns}
  }
  return {
    feature: request.feature,
    counts: (options = {}) => planned(options, countIncrement),
    columns: (frame, options = {}) =>
      planned(options, async (_, __, plan) => frameColumns(plan, frame)),
    table: (frame, options = {}) =>
      planned(options, async (context, open, plan) => {
        const isHashed = frame === 'new' || frame === 'stale'
        const read = isHashed ? await laidDown(context, open, plan, plan.expected.columns) : plan
        const {result, columns} = await streamed(open, read, frame)
        return arrowTable(result, columns)
      }),
    batches: (frame, {release, ...options} = {}) =>
      handedOver(
        (hand, signal) =>
          planned({...options, signal}, async (_, open, plan) => {
            const {result, columns} = await streamed(open, plan, frame)
            for await (const batch of arrowBatches(result, columns)) await hand(batch)
          }),
        options.signal,
        release,
      ),
    warnings: (options = {}) => planned(options, async (_, __, plan) => plan.warnings),
  }
}

function withoutInput({feature}: IncrementRequest): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `The increment of ${feature} was resolved from samples: it has no input.`,
    hint: 'Its samples are the input.',
    details: {feature},
  })
}
