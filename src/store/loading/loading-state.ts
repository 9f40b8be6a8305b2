import type {
  FeatureKey,
  FeatureStatus,
  FeatureVersionRecord,
  GraphDiff,
  Increment,
  IncrementCounts,
  IncrementSample,
  MetadataStoreInfo,
  Operation,
  ProjectGraph,
  PushRecord,
  ReadAnswer,
  Row,
  RowIndex,
  SampleId,
  SampleOrder,
  StoreContents,
} from '../../engine/index.ts'
import type {Loadable} from './loadable.ts'

/** What was asked of the project and what it answered. */
export interface Loading {
  readonly graph: Loadable<ProjectGraph>
  readonly statuses: ReadonlyMap<FeatureKey, Loadable<FeatureStatus>>
  readonly operations: Loadable<readonly Operation[]>
  /** By `rowsViewKey`. */
  readonly rows: ReadonlyMap<string, LoadedRows>
  readonly increments: ReadonlyMap<FeatureKey, LoadedIncrement>
  /** The stored rows of the sample under the cursor, newest first. */
  readonly history: Detail<ReadAnswer> | null
  /** The ids of the feature that the finder was opened over. */
  readonly ids: Detail<readonly SampleId[]> | null
  /** The versions of the chosen feature. */
  readonly versions: Detail<readonly FeatureVersionRecord[]> | null
  readonly pushes: Loadable<readonly PushRecord[]>
  /** Between the two versions that are compared. */
  readonly graphDiff: Detail<GraphDiff> | null
  /** What each metadata store of the chain has, by name. */
  readonly stores: ReadonlyMap<string, Loadable<StoreContents>>
  /** All metadata stores that are configured. */
  readonly storeInfos: Loadable<readonly MetadataStoreInfo[]>
}

/** Pages by number; a bounded part of the whole, the one used last is last. */
export type Pages<T> = ReadonlyMap<number, Loadable<readonly T[]>>

export interface LoadedRows {
  readonly feature: FeatureKey
  /** What was asked, as one text: another question makes this one obsolete. */
  readonly question: string
  readonly index: Loadable<RowIndex>
  readonly pages: Pages<Row>
}

export interface LoadedIncrement {
  readonly question: string
  readonly counts: Loadable<IncrementCounts>
  readonly increment: Loadable<Increment>
  /** Of the pages; another order makes them obsolete. */
  readonly order: SampleOrder
  readonly pages: Readonly<Record<'new' | 'stale' | 'orphaned', Pages<IncrementSample>>>
  readonly staleByFields: Loadable<readonly {fields: readonly string[]; rows: number}[]>
}

/** An answer about one thing at a time; another question takes its place. */
export interface Detail<T> {
  readonly question: string
  readonly answer: Loadable<T>
}
