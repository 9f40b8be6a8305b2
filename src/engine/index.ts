export * from './errors.ts'
export type * from './project-types.ts'
export type * from './change/change.ts'
export type {Config, HashAlgorithm, MetadataStoreConfig, MetadataStoreKind} from './config/config.ts'
export type {
  BrokenFeature,
  FeatureVersions,
  GraphSource,
  ProjectGraph,
} from './graph/project-graph.ts'
export type {FeatureGraph, FeaturePlan, FieldAddress, Parent} from './graph/feature-graph.ts'
export type {FeatureDefinition, RecordedVersions} from './models/feature-definition.ts'
export type {FeatureDep, FeatureSpec, FieldDep, FieldSpec} from './models/feature-spec.ts'
export type {FieldsMapping} from './models/fields-mapping.ts'
export {lineageLabel, type Lineage} from './models/lineage.ts'
export type {CellValue, Row, SampleId} from './models/cell-value.ts'
export type {IncrementClass, IncrementCounts, IncrementRequest} from './models/increment.ts'
export {isSystemColumn, SYSTEM_COLUMNS, type Column, type SystemColumn} from './models/system-columns.ts'
export {compareKeys, compareText, parseKey, type FeatureKey, type FieldKey} from './models/feature-key.ts'
