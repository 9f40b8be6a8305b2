export type * from './change/change.ts'
export type {
  Config,
  HashAlgorithm,
  MetadataStoreConfig,
  MetadataStoreKind,
} from './config/config.ts'
export * from './errors.ts'
export type {FeatureGraph, FeaturePlan, FieldAddress, Parent} from './graph/feature-graph.ts'
export type {
  BrokenFeature,
  FeatureVersions,
  GraphSource,
  ProjectGraph,
} from './graph/project-graph.ts'
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
export type {IncrementClass, IncrementCounts, IncrementRequest} from './models/increment.ts'
export {type Lineage, lineageLabel} from './models/lineage.ts'
export {
  type Column,
  isSystemColumn,
  SYSTEM_COLUMNS,
  type SystemColumn,
} from './models/system-columns.ts'
export type * from './project-types.ts'
