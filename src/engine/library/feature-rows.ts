import type {RecordBatch, Table} from 'apache-arrow'
import {arrowBatches, arrowTable} from '../duckdb/arrow-bridge.ts'
import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Column} from '../models/system-columns.ts'
import type {Context} from '../questions/context.ts'
import {handedOver} from '../questions/handed-over.ts'
import type {AskOptions} from '../questions/questions.ts'
import {contextOf, type Home} from './home.ts'
import {streamed} from './streams.ts'

/** The rows of a read; nothing runs before something of them is asked. */
export interface FeatureRows {
  readonly feature: FeatureKey
  columns(options?: AskOptions): Promise<readonly Column[]>
  count(options?: AskOptions): Promise<number>
  /** All rows, in no order. */
  table(options?: AskOptions): Promise<Table>
  /**
   * The same in batches of at most 2048 rows; the metadata store stays open until the last one, until the
   * reader stops, or until he writes to it: then the rest is kept in memory for him.
   */
  batches(options?: AskOptions): AsyncGenerator<RecordBatch>
  /** The metadata store that answers: the asked one or one of its fallback stores. */
  resolvedFrom(options?: AskOptions): Promise<string>
}

/** Rows put into SQL. */
export interface PlannedRows {
  readonly rows: Query
  readonly columns: readonly Column[]
  readonly metadataStore: string
}

/** @param plan asked with every answer: rows are those that are there then. */
export function featureRows(
  home: Home,
  feature: FeatureKey,
  plan: (context: Context, open: OpenMetadataStore) => Promise<PlannedRows>,
): FeatureRows {
  const planned = async <T>(
    options: AskOptions,
    work: (open: OpenMetadataStore, rows: PlannedRows) => Promise<T>,
  ): Promise<T> => {
    home.modes.checkOpen()
    const context = await contextOf(home, options)
    return context.metadataStore.reading(
      async open => work(open, await plan(context, open)),
      options,
    )
  }
  return {
    feature,
    columns: (options = {}) => planned(options, async (_, {columns}) => columns),
    count: (options = {}) =>
      planned(options, async ({session}, {rows}) => {
        const [row = []] = await session.values(sql`SELECT count(*) FROM (${rows})`)
        return Number(row[0] ?? 0)
      }),
    table: (options = {}) =>
      planned(options, async ({session}, rows) => arrowTable(await session.stream(selected(rows)))),
    batches: (options = {}) =>
      streamed(home.place, release =>
        handedOver(
          (hand, signal) =>
            planned({...options, signal}, async ({session}, rows) => {
              const result = await session.stream(selected(rows))
              for await (const batch of arrowBatches(result)) await hand(batch)
            }),
          options.signal,
          release,
        ),
      ),
    resolvedFrom: (options = {}) => planned(options, async (_, {metadataStore}) => metadataStore),
  }
}

function selected({rows, columns}: PlannedRows): Query {
  return sql`SELECT ${join(columns.map(({name}) => ident(name)))} FROM (${rows})`
}
