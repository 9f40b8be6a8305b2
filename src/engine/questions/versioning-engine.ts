import type {MetadataStoreConfig, MetadataStoreKind} from '../config/config.ts'
import {MetaxyError, type Warning} from '../errors.ts'
import type {IncrementRequest} from '../models/increment.ts'
import type {NullsInGroups} from '../versioning/aggregated-parent.ts'
import type {ParentRows} from '../versioning/prepared-parent.ts'

/** The engine that Metaxy would compute with, as far as it shows. */
export interface EngineChoice {
  readonly nulls: NullsInGroups
  readonly warnings: readonly Warning[]
}

/**
 * What the choice of an engine comes to (commands.md §5): `native` is SQL in a DuckDB store and Polars
 * in all others; Metaxy switches to Polars when an upstream is answered by a store of the other sort.
 *
 * @throws MetaxyError ENGINE_MISMATCH when the native engine is asked for and samples are not its own.
 */
export function chooseEngine(
  config: MetadataStoreConfig,
  request: IncrementRequest,
  parents: readonly ParentRows[],
): EngineChoice {
  const engine = request.versioningEngine ?? config.versioningEngine
  if (engine === 'polars') return {nulls: 'polars', warnings: []}
  const native = nativeEngine(config.kind)
  if (
    engine === 'native' &&
    native === 'sql' &&
    (request.samplesFile ?? request.samples) !== undefined
  ) {
    throw foreignSamples(config.name, request.samplesFile ?? 'in memory')
  }
  const other = parents.find(parent => nativeEngine(parent.source.kind) !== native)
  if (other === undefined) return {nulls: native, warnings: []}
  const {feature, metadataStore, kind} = other.source
  const message = `${feature} is answered by ${metadataStore}, a ${kind} store: Metaxy resolves with Polars instead of the engine of ${config.name}.`
  return {
    nulls: 'polars',
    warnings: [{code: 'engine_switched', message, feature, resolved_from: metadataStore}],
  }
}

/** Upstreams that another metadata store answers for. */
export function fallbackAnswers(
  config: MetadataStoreConfig,
  parents: readonly ParentRows[],
): readonly Warning[] {
  return parents
    .map(parent => parent.source)
    .filter(source => source.metadataStore !== config.name)
    .map(({feature, metadataStore}) => ({
      code: 'resolved_from_fallback',
      message: `${feature} has no table in ${config.name}: it is read from fallback store ${metadataStore}.`,
      feature,
      resolved_from: metadataStore,
    }))
}

function nativeEngine(kind: MetadataStoreKind): NullsInGroups {
  return kind === 'duckdb' ? 'sql' : 'polars'
}

function foreignSamples(name: string, file: string): MetaxyError {
  return new MetaxyError({
    code: 'ENGINE_MISMATCH',
    message: `Versioning engine "native" takes no samples from elsewhere: ${file} is not in metadata store "${name}".`,
    hint: 'Say --versioning-engine auto or polars.',
    details: {store: name},
  })
}
