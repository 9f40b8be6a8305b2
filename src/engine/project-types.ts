import type {DeleteChange} from './change/cascade.ts'
import type {Change} from './change/change.ts'
import type {Changed} from './change/change-at-once.ts'
import type {Preview} from './change/change-preview.ts'
import type {
  CommitOptions,
  CommitOutcome,
  Operation,
  WriteRequest,
  WriteResult,
} from './change/commit-outcome.ts'
import type {PushRequest, PushResult} from './change/push.ts'
import type {Config} from './config/config.ts'
import type {Warning} from './errors.ts'
import type {ProjectGraph} from './graph/project-graph.ts'
import type {CodeVersion} from './graph/with-code-versions.ts'
import type {MetadataStore} from './library/metadata-store.ts'
import type {StoreFactory} from './library/project-stores.ts'
import type {Push} from './metadata-store/push-history.ts'
import type {FeatureKey} from './models/feature-key.ts'
import type {IncrementCounts, IncrementRequest} from './models/increment.ts'
import type {WhyAnswer, WhyRequest} from './models/why.ts'
import type {GraphDiff, GraphName} from './questions/graph-diff.ts'
import type {LazyIncrement} from './questions/lazy-increment.ts'
import type {LockRequest, LockResult} from './questions/lock.ts'
import type {
  AskOptions,
  FeatureStatus,
  FeatureVersionRecord,
  Increment,
  MetadataStoreInfo,
  ReadAnswer,
  ReadRequest,
  ResolveOptions,
  RowIndex,
  StatusRequest,
} from './questions/questions.ts'
import type {ChainStore, StoreContents} from './questions/store-contents.ts'
import type {WhatIf} from './questions/what-if.ts'

/** What a project is opened with: everything of the world the engine may know. */
export interface ProjectOptions {
  /** Environment variables: `METAXY_*` and those that templates name. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Microseconds since 1970, UTC. */
  readonly now: () => bigint
  /** `--config-file`. */
  readonly configFile?: string
  /** `--store`. */
  readonly store?: string
  /** `--snapshot`: the graph of the push with this project version. */
  readonly snapshot?: string
  /** Another metadata store, whose pushes count after those of the chosen one and its fallback stores. */
  readonly definitionsOf?: string
  readonly locked?: boolean
  /** The run that appended rows belong to, unless a write names another. */
  readonly materializationId?: string
  /** Metadata stores of one's own: what makes one of a `type`, out of its `config` table. */
  readonly metadataStores?: Readonly<Record<string, StoreFactory>>
  /** Folder of the journal; without one every commit is refused. */
  readonly journalDirectory?: string
  /** How long a commit or read waits for a locked file; default 5000. */
  readonly lockTimeoutMs?: number
  /** Upper bound of DuckDB's memory, e.g. `1GB`. */
  readonly memoryLimit?: string
  /** Folder for what does not fit in memory. */
  readonly temporaryDirectory?: string
}

/** A Metaxy project on disk: everything a screen or a command can ask. */
export interface Project {
  readonly directory: string
  readonly config: Config
  /** The chosen metadata store. */
  readonly chosen: {
    readonly name: string
    readonly display: string
    /** Real path of the database; null when the store is of another kind. */
    readonly file: string | null
  }
  /**
   * A configured metadata store with Metaxy's own methods: read, write, resolveUpdate …
   * @throws MetadataStoreError STORE_NOT_FOUND; ConfigError; MetaxyError UNSUPPORTED for a kind that is not built.
   */
  metadataStore(name?: string): MetadataStore
  /** Within the work features of other projects may be written; re-entrant. */
  allowCrossProjectWrites<T>(work: () => Promise<T>): Promise<T>
  /** What opening said: moved members, dropped stores, missing lock file. */
  readonly warnings: readonly Warning[]

  /** The current graph, or that of the asked snapshot; kept until `reload`. */
  graph(options?: AskOptions & {readonly reload?: boolean}): Promise<ProjectGraph>
  metadataStores(options?: AskOptions): Promise<readonly MetadataStoreInfo[]>
  /** The chosen metadata store and those that answer behind it, in the order of asking; nothing is opened. */
  readonly storeChain: readonly ChainStore[]
  /** What one metadata store has by itself; one that cannot be opened answers with the reason. */
  storeContents(
    metadataStore: string,
    features: readonly FeatureKey[],
    options?: AskOptions,
  ): Promise<StoreContents>
  history(options?: AskOptions): Promise<readonly Push[]>
  /**
   * What changed between two graphs: `current`, `latest`, a project version or its beginning.
   * `project` says whose pushes the first two are: default the configured one, null all.
   */
  graphDiff(
    from: GraphName,
    to?: GraphName,
    options?: AskOptions & {readonly project?: string | null},
  ): Promise<GraphDiff>
  /** The versions that a push with other code versions would record. */
  whatIf(codeVersions: readonly CodeVersion[], options?: AskOptions): Promise<WhatIf>
  versions(feature: FeatureKey, options?: AskOptions): Promise<readonly FeatureVersionRecord[]>

  read(request: ReadRequest, options?: AskOptions): Promise<ReadAnswer>
  openRows(request: ReadRequest, options?: AskOptions): Promise<RowIndex>
  /** Writes every selected row to a .parquet, .csv, .jsonl or .arrow file; answers their number. */
  exportRows(request: ReadRequest, file: string, options?: AskOptions): Promise<{rows: number}>

  status(request: StatusRequest, options?: AskOptions): Promise<FeatureStatus>
  /** Exact counts alone: sooner than the rows. */
  countIncrement(request: IncrementRequest, options?: AskOptions): Promise<IncrementCounts>
  resolveUpdate(request: IncrementRequest, options?: ResolveOptions): Promise<Increment>
  /** The same without a query until something of it is asked. */
  lazyUpdate(request: IncrementRequest): LazyIncrement
  /** What the next increment makes of one sample, and which of its fields differ. */
  why(request: WhyRequest, options?: AskOptions): Promise<WhyAnswer>

  /** Each change over the ones before it; writes nothing. */
  preview(changes: readonly Change[], options?: AskOptions): Promise<Preview>
  /** The deletes and those of the samples downstream that they orphan (`--cascade downstream`). */
  withDownstream(
    changes: readonly DeleteChange[],
    options?: AskOptions,
  ): Promise<readonly DeleteChange[]>
  /** The one write path: re-checks every base inside the transaction. */
  commit(preview: Preview, options?: CommitOptions): Promise<CommitOutcome>
  /** Previews and commits in one piece of work: for scripts, that look at the preview afterwards. */
  change(changes: readonly Change[], options?: CommitOptions): Promise<Changed>
  /**
   * Appends the rows of a pipeline: Metaxy's `write`, whatever the table has become by then. A file is
   * named as seen from the working directory.
   */
  write(request: WriteRequest, options?: CommitOptions): Promise<WriteResult>
  operations(options?: AskOptions): Promise<readonly Operation[]>
  /** Records definitions as `metaxy push` does; lands on whatever the system table has become. */
  push(request?: PushRequest): Promise<PushResult>
  /** Writes metaxy.lock as `metaxy lock` does: what local features need of other projects. */
  lock(request?: LockRequest): Promise<LockResult>

  close(): Promise<void>
}
