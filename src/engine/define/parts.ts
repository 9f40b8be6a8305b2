import {ALL_FIELDS} from '../models/complete-spec.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {JsonValue} from '../models/json.ts'
import {jsonOfValue} from '../models/json-of-value.ts'

/** A feature or field key: `raw/video` or `['raw', 'video']`. */
export type KeyName = string | readonly string[]

/** A feature by its key or by its definition. */
export type FeatureName = KeyName | {readonly spec: {readonly key: FeatureKey}}

/** Metaxy's `FeatureDep` (versioning.md §2.2). */
export interface DepOptions {
  readonly feature: FeatureName
  /** Columns kept, by their names after renaming; `[]` keeps ids only. */
  readonly select?: readonly string[]
  /** Old name → new name. */
  readonly rename?: Readonly<Record<string, string>>
  /** Texts of the filter language. */
  readonly filters?: readonly string[]
  readonly fieldsMapping?: FieldsMappingOptions
  readonly lineage?: LineageOptions
  readonly optional?: boolean
}

/** Metaxy's `FieldSpec` (versioning.md §2.3). */
export interface FieldOptions {
  readonly key: KeyName
  readonly codeVersion?: string
  /** `'all'`: every field of every upstream; left out: by the deps' fields mappings. */
  readonly deps?: 'all' | readonly FieldDepOptions[]
}

export interface FieldDepOptions {
  readonly feature: FeatureName
  /** Left out: all of them. */
  readonly fields?: 'all' | readonly KeyName[]
}

/** Metaxy's `LineageRelationship` (versioning.md §2.5). */
export type LineageOptions =
  | {readonly type: '1:1'}
  | {readonly type: 'N:1'; readonly on: readonly string[] | null}
  | {
      readonly type: '1:N'
      readonly on: readonly string[]
      readonly idGenerationPattern: string | null
    }

/** Metaxy's `FieldsMapping` (versioning.md §2.4). */
export type FieldsMappingOptions =
  | {
      readonly type: 'default'
      readonly matchSuffix: boolean
      readonly excludeFields: readonly KeyName[]
    }
  | {
      readonly type: 'specific'
      /** Own field → fields of the upstream. */
      readonly mapping: Readonly<Record<string, readonly KeyName[]>>
    }
  | {readonly type: 'all'}
  | {readonly type: 'none'}

export function depJson(dep: FeatureName | DepOptions, index: number): JsonValue {
  const options: DepOptions = isOptions(dep) ? dep : {feature: dep}
  const {feature, select, rename, filters, fieldsMapping, lineage, optional} = options
  const given = {select, rename, sql_filters: filters, optional}
  return new Map<string, JsonValue>([
    ['feature', featureJson(feature)],
    ...members(given, `deps[${index}]`),
    ...(fieldsMapping === undefined ? [] : [wrapped('fields_mapping', mappingJson(fieldsMapping))]),
    ...(lineage === undefined ? [] : [wrapped('lineage', lineageJson(lineage))]),
  ])
}

export function fieldJson(field: string | FieldOptions): JsonValue {
  if (typeof field === 'string') return field
  const {key, codeVersion, deps} = field
  return new Map<string, JsonValue>([
    ['key', keyJson(key)],
    ...members({code_version: codeVersion}, 'fields'),
    ...(deps === undefined ? [] : [['deps', fieldDepsJson(deps)] as const]),
  ])
}

export function keyJson(key: KeyName): JsonValue {
  return typeof key === 'string' ? key : [...key]
}

function featureJson(feature: FeatureName): JsonValue {
  return typeof feature === 'object' && 'spec' in feature ? feature.spec.key : keyJson(feature)
}

function fieldDepsJson(deps: 'all' | readonly FieldDepOptions[]): JsonValue {
  if (deps === 'all') return ALL_FIELDS
  return deps.map(
    ({feature, fields = 'all'}) =>
      new Map<string, JsonValue>([
        ['feature', featureJson(feature)],
        ['fields', fields === 'all' ? ALL_FIELDS : fields.map(keyJson)],
      ]),
  )
}

function mappingJson(mapping: FieldsMappingOptions): ['mapping', JsonValue] {
  const {type} = mapping
  if (type === 'default') {
    const {matchSuffix, excludeFields} = mapping
    return ['mapping', tree({type, match_suffix: matchSuffix, exclude_fields: excludeFields})]
  }
  return ['mapping', tree(type === 'specific' ? {type, mapping: mapping.mapping} : {type})]
}

function lineageJson(lineage: LineageOptions): ['relationship', JsonValue] {
  const {type} = lineage
  const {on, pattern} =
    type === '1:N'
      ? {on: lineage.on, pattern: lineage.idGenerationPattern}
      : {on: type === 'N:1' ? lineage.on : undefined, pattern: undefined}
  return ['relationship', tree({type, on, id_generation_pattern: pattern})]
}

function wrapped(name: string, inner: readonly [string, JsonValue]): readonly [string, JsonValue] {
  return [name, new Map([inner])]
}

function tree(value: Readonly<Record<string, unknown>>): JsonValue {
  return jsonOfValue(value, '')
}

/** Members that were given, each as JSON. */
function members(
  values: Readonly<Record<string, unknown>>,
  path: string,
): readonly (readonly [string, JsonValue])[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, jsonOfValue(value, `${path}.${name}`)] as const],
  )
}

function isOptions(dep: FeatureName | DepOptions): dep is DepOptions {
  return typeof dep === 'object' && 'feature' in dep
}
