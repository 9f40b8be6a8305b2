import {AsyncLocalStorage} from 'node:async_hooks'
import type {CommitOptions} from '../change/commit-outcome.ts'
import {givenInputs} from '../change/given-inputs.ts'
import {type Journal, journalOf, noJournal} from '../change/journal.ts'
import {rising} from '../change/rising.ts'
import type {Staging} from '../change/staging.ts'
import {chooseMetadataStore} from '../config/choose-metadata-store.ts'
import type {Config} from '../config/config.ts'
import {DuckDB, type DuckDBOptions} from '../duckdb/connection.ts'
import type {ProjectGraph} from '../graph/project-graph.ts'
import {type ConnectedStores, connectedStores} from '../metadata-store/connected-stores.ts'
import type {MakeTables} from '../metadata-store/custom-tables.ts'
import {locationOf} from '../metadata-store/location.ts'
import type {MetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {Context} from '../questions/context.ts'
import {keptGraph} from '../questions/kept-graph.ts'
import {loadGraph} from '../questions/load-graph.ts'
import type {AskOptions} from '../questions/questions.ts'
import {openStreams, type Streams} from './streams.ts'
import {definitionsAdded} from './with-definitions.ts'

/** What a workspace is opened with besides its configuration. */
export interface WorkspaceOptions extends DuckDBOptions {
  /** Microseconds since 1970, UTC. */
  readonly now: () => bigint
  /** The metadata store in use; default: the configured one. */
  readonly store?: string
  readonly snapshot?: string
  readonly definitionsOf?: string
  readonly materializationId?: string
  readonly journalDirectory?: string
  /** The tables of stores of one's own. */
  readonly makeTables?: MakeTables
}

/** Which metadata store is worked on, and what is refused without a journal. */
export interface StagedOptions extends AskOptions {
  readonly metadataStore?: string
  readonly withoutJournal?: boolean
}

/** A configuration with everything that questions and changes are answered from. */
export interface Workspace {
  readonly directory: string
  readonly config: Config
  readonly metadataStores: ConnectedStores
  readonly journal: Journal
  readonly now: () => bigint
  readonly streams: Streams
  /** The metadata store in use. */
  chosen(): Promise<MetadataStore>
  graph(asked: AskOptions & {readonly reload?: boolean}): Promise<ProjectGraph>
  context(asked?: AskOptions, metadataStore?: string): Promise<Context>
  /** Work with a moment of its own; the rows that changes bring along are freed at its end. */
  staged<T>(asked: StagedOptions, work: (staging: Staging) => Promise<T>): Promise<T>
  /** One of its metadata stores, opened by the DuckDB of another workspace: files have one opener at a time. */
  elsewhere(duckdb: DuckDB, name: string): Promise<MetadataStore>
  /** A feature that no push has, or another one, counts from now on. */
  define(definition: FeatureDefinition): void
  /** Within the work features of other projects may be written, too. */
  allowingCrossProjectWrites<T>(work: () => Promise<T>): Promise<T>
  /** The options of a commit here and now. */
  commitOptions(options: CommitOptions): CommitOptions
  close(): Promise<void>
}

/** A pipeline's short write is waited out. */
const LOCK_PATIENCE_MS = 5000

/** @param directory the working directory, absolute: what relative paths start from. */
export async function workspace(
  config: Config,
  directory: string,
  options: WorkspaceOptions,
): Promise<Workspace> {
  const chosen = chooseMetadataStore(config, options.store)
  let duckdb: Promise<DuckDB> | undefined
  const duckdbOf = () => {
    duckdb ??= DuckDB.create({lockTimeoutMs: LOCK_PATIENCE_MS, ...options})
    return duckdb
  }
  const now = rising(options.now)
  const metadataStores = connectedStores(config, directory, duckdbOf, now, options.makeTables)
  const metadataStoreOf = (name = chosen.name) => metadataStores.of(name)
  const pushed = keptGraph(async signal => {
    const {definitionsOf: other} = options
    const beside = other === undefined ? {} : {beside: await metadataStores.of(other)}
    return loadGraph(config, await metadataStoreOf(), {...options, ...beside}, {signal})
  })
  const given = definitionsAdded(config)
  const graph = async (asked: AskOptions & {readonly reload?: boolean}) =>
    given.over(await pushed(asked))
  const context = async (asked: AskOptions = {}, name?: string): Promise<Context> => ({
    config,
    duckdb: await duckdbOf(),
    metadataStore: await metadataStoreOf(name),
    metadataStores,
    graph: await graph(asked.signal === undefined ? {} : {signal: asked.signal}),
  })
  const journalFor = async (name: string) => {
    const one = chooseMetadataStore(config, name)
    const place = (await locationOf(one, directory)) ?? directory
    return journalOf(options.journalDirectory ?? null, place)
  }
  const journal = await journalFor(chosen.name)
  const crossProject = new AsyncLocalStorage<true>()
  return {
    directory,
    config,
    metadataStores,
    journal,
    now,
    streams: openStreams(),
    chosen: () => metadataStoreOf(),
    graph,
    context,
    staged: async ({metadataStore, withoutJournal = false, ...asked}, work) => {
      const inputs = givenInputs(await duckdbOf())
      const kept = metadataStore === undefined ? journal : await journalFor(metadataStore)
      try {
        return await work({
          context: await context(asked, metadataStore),
          journal: kept.path === null && withoutJournal ? noJournal() : kept,
          nowMicros: now(),
          materializationId: options.materializationId ?? null,
          inputs,
        })
      } finally {
        await inputs.drop()
      }
    },
    elsewhere: (other, name) =>
      connectedStores(config, directory, async () => other, now, options.makeTables).of(name),
    define: definition => given.add(definition),
    allowingCrossProjectWrites: work => crossProject.run(true, work),
    commitOptions: given =>
      crossProject.getStore() === true ? {...given, allowCrossProjectWrites: true} : given,
    close: async () => {
      if (duckdb !== undefined) await (await duckdb).close()
    },
  }
}
