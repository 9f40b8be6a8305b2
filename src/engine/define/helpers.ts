import type {
  DepOptions,
  FeatureName,
  FieldDepOptions,
  FieldOptions,
  FieldsMappingOptions,
  KeyName,
  LineageOptions,
} from './parts.ts'

/** A versioned part of a feature: Metaxy's `FieldSpec`. */
export function defineField(key: KeyName, options: Omit<FieldOptions, 'key'> = {}): FieldOptions {
  return {key, ...options}
}

/** An upstream feature and how its rows are taken: Metaxy's `FeatureDep`. */
export function featureDep(
  feature: FeatureName,
  options: Omit<DepOptions, 'feature'> = {},
): DepOptions {
  return {feature, ...options}
}

/** Which fields of an upstream a field is computed from: Metaxy's `FieldDep`. */
export function fieldDep(
  feature: FeatureName,
  fields: 'all' | readonly KeyName[] = 'all',
): FieldDepOptions {
  return {feature, fields}
}

/** How samples relate to those of an upstream: Metaxy's `LineageRelationship`. */
export const lineage = {
  /** 1:1. */
  identity: (): LineageOptions => ({type: '1:1'}),
  /** N:1; without `on` grouped by the feature's own id columns. */
  aggregation: (options: {readonly on?: readonly string[]} = {}): LineageOptions => ({
    type: 'N:1',
    on: options.on ?? null,
  }),
  /** 1:N; `on` are the columns of the parent's ids. */
  expansion: (options: {
    readonly on: readonly string[]
    readonly idGenerationPattern?: string
  }): LineageOptions => ({
    type: '1:N',
    on: options.on,
    idGenerationPattern: options.idGenerationPattern ?? null,
  }),
}

/** Which upstream fields a field takes when it names none: Metaxy's `FieldsMapping`. */
export const fieldsMapping = {
  /** Fields of the same name, with `matchSuffix` of the same ending; all when there are none. */
  default: (
    options: {readonly matchSuffix?: boolean; readonly excludeFields?: readonly KeyName[]} = {},
  ): FieldsMappingOptions => ({
    type: 'default',
    matchSuffix: options.matchSuffix ?? false,
    excludeFields: options.excludeFields ?? [],
  }),
  /** Own field → fields of the upstream. */
  specific: (mapping: Readonly<Record<string, readonly KeyName[]>>): FieldsMappingOptions => ({
    type: 'specific',
    mapping,
  }),
  all: (): FieldsMappingOptions => ({type: 'all'}),
  none: (): FieldsMappingOptions => ({type: 'none'}),
}
