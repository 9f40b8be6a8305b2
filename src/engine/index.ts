export type * from './change/change.ts'
export type {Changed} from './change/change-at-once.ts'
export {sameChangeBase} from './change/change-base.ts'
export type * from './change/change-preview.ts'
export type * from './change/commit-outcome.ts'
export {hidesFallback} from './change/hiding.ts'
export type {PushRequest, PushResult} from './change/push.ts'
export {readSavedChanges, type SavedChanges, saveChanges} from './change/saved-changes.ts'
export type {
  Config,
  HashAlgorithm,
  MetadataStoreConfig,
  MetadataStoreKind,
} from './config/config.ts'
export {parseDotEnv} from './config/dot-env.ts'
export {loadConfig} from './config/load-config.ts'
export {redactedConfig, redactedToml} from './config/redacted-config.ts'
export {defineFeature, type FeatureOptions} from './define/define-feature.ts'
export type {ColumnType} from './define/feature-schema.ts'
export {
  defineField,
  featureDep,
  fieldDep,
  fieldsMapping,
  lineage,
} from './define/helpers.ts'
export type {
  DepOptions,
  FeatureName,
  FieldDepOptions,
  FieldOptions,
  FieldsMappingOptions,
  KeyName,
  LineageOptions,
} from './define/parts.ts'
export {readDefinitions} from './define/read-definitions.ts'
export * from './errors.ts'
export {
  type ColumnCondition,
  type Condition,
  col,
  type Filter,
  type FilterValue,
} from './filter/col.ts'
export {filterProblem} from './filter/filter-problem.ts'
export {parseFilter} from './filter/parse-filter.ts'
export type {FieldDifference, FieldState} from './graph/compared-graph.ts'
export type {FeatureGraph, FeaturePlan, FieldAddress, Parent} from './graph/feature-graph.ts'
export {featuresOfProject} from './graph/features-of-project.ts'
export {type FieldEdge, fieldEdges} from './graph/field-edges.ts'
export type {FeatureDifference, FeatureDifferences} from './graph/graph-diff.ts'
export {directReaders} from './graph/impact.ts'
export type {
  BrokenFeature,
  FeatureVersions,
  GraphSource,
  ProjectGraph,
} from './graph/project-graph.ts'
export type {CodeVersion} from './graph/with-code-versions.ts'
export {
  BufferedMetadataWriter,
  type BufferedOptions,
  BufferedWriteError,
} from './library/buffered-writer.ts'
export type {CopyOptions, DeleteOptions} from './library/change-features.ts'
export {DeltaMetadataStore, type DeltaStoreOptions} from './library/delta-metadata-store.ts'
export type {StoreMetadata} from './library/describe-store.ts'
export {DuckDBMetadataStore, type DuckDBStoreOptions} from './library/duckdb-metadata-store.ts'
export type {FeatureRows} from './library/feature-rows.ts'
export type {Feature, Filters} from './library/home.ts'
export {MetadataStore} from './library/metadata-store.ts'
export type {AccessMode, OpenedStore} from './library/open-modes.ts'
export type {StoreFactory} from './library/project-stores.ts'
export type {ReadOptions} from './library/read-feature.ts'
export type {ResolveUpdateOptions} from './library/resolve-feature.ts'
export type {ReadableRows, RowsArgument} from './library/rows-argument.ts'
export type {StoreOptions} from './library/store-options.ts'
export type {FeatureWrites, WriteOptions} from './library/write-features.ts'
export type {CustomTables, StoredRows} from './metadata-store/custom-tables.ts'
export type {Push as PushRecord} from './metadata-store/push-history.ts'
export type {CellValue, Row, SampleId} from './models/cell-value.ts'
export type {FeatureDefinition, RecordedVersions} from './models/feature-definition.ts'
export {
  compareKeys,
  compareText,
  type FeatureKey,
  type FieldKey,
  parseKey,
} from './models/feature-key.ts'
export type {FeatureDep, FeatureSpec, FieldDep, FieldSpec} from './models/feature-spec.ts'
export type {FieldsMapping} from './models/fields-mapping.ts'
export type {
  IncrementClass,
  IncrementCounts,
  IncrementFrame,
  IncrementRequest,
  VersioningEngine,
} from './models/increment.ts'
export {type Lineage, lineageLabel} from './models/lineage.ts'
export {nearNames} from './models/near-names.ts'
export type {ObjectRow, RecordBatches, RowsInput} from './models/rows-input.ts'
export {
  type Column,
  isSystemColumn,
  SYSTEM_COLUMNS,
  type SystemColumn,
} from './models/system-columns.ts'
export type * from './models/why.ts'
export {openProject} from './project.ts'
export type * from './project-types.ts'
export type {GraphDiff, GraphName} from './questions/graph-diff.ts'
export type {LazyIncrement} from './questions/lazy-increment.ts'
export type {LockRequest, LockResult} from './questions/lock.ts'
export type * from './questions/questions.ts'
export type {ChainStore, StoreContents, TableFacts} from './questions/store-contents.ts'
export type {WhatIf} from './questions/what-if.ts'
