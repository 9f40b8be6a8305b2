import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {JsonValue} from '../models/json.ts'
import {jsonOfValue} from '../models/json-of-value.ts'
import {makeDefinition} from '../models/make-definition.ts'
import {pythonJson} from '../models/python-json.ts'
import {cleanDocstring} from './clean-docstring.ts'
import {type ColumnType, featureSchema, lastNameOf} from './feature-schema.ts'
import {
  type DepOptions,
  depJson,
  type FeatureName,
  type FieldOptions,
  fieldJson,
  type KeyName,
  keyJson,
} from './parts.ts'

/** What a feature is made of; the names are those of Metaxy's `FeatureSpec`, in camel case. */
export interface FeatureOptions {
  readonly key: KeyName
  /** Never empty. */
  readonly idColumns: readonly string[]
  /** None for a root feature. */
  readonly deps?: readonly (FeatureName | DepOptions)[]
  /** Without them one field `default`. */
  readonly fields?: readonly (string | FieldOptions)[]
  /** Any JSON; takes part in definition and project version, not in the feature version. */
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly description?: string
  /** Like a Python class's: the description, unless one is given, and part of the schema. */
  readonly docstring?: string
  /** Without it the feature belongs to the project that pushes it. */
  readonly project?: string
  /** `pkg.module.Class` of the same feature in Python, if there is one. */
  readonly classPath?: string
  /** The title of the schema; default: the class of `classPath`, else made of the key. */
  readonly title?: string
  /** Columns of one's own, in order: part of the schema and so of the definition version. */
  readonly columns?: Readonly<Record<string, ColumnType>>
  /** The whole schema, instead of the one that Pydantic would make for these columns. */
  readonly schema?: Readonly<Record<string, unknown>>
}

/**
 * A feature as Metaxy would hold the same definition: its stored texts give the same field, feature,
 * definition and project versions (versioning.md §2, §4.3). Its `project` is empty until it is pushed
 * when `options.project` is not given.
 *
 * @throws MetaxyError INVALID_INPUT or INVALID_FEATURE_KEY saying what is wrong where.
 */
export function defineFeature(options: FeatureOptions): FeatureDefinition {
  const docstring = options.docstring === undefined ? null : cleanDocstring(options.docstring)
  return makeDefinition(specTree(options, docstring), {
    schemaJson: pythonJson(schemaTree(options, docstring)),
    project: options.project ?? '',
    classPath: options.classPath ?? null,
    external: false,
    recorded: null,
  })
}

function specTree(options: FeatureOptions, docstring: string | null): JsonValue {
  const {key, idColumns, deps = [], fields, metadata = {}, description} = options
  const spec = new Map<string, JsonValue>([
    ['key', keyJson(key)],
    ['id_columns', jsonOfValue(idColumns, 'id_columns')],
    ['deps', deps.map(depJson)],
  ])
  if (fields !== undefined) spec.set('fields', fields.map(fieldJson))
  return spec
    .set('metadata', jsonOfValue(metadata, 'metadata'))
    .set('description', description ?? docstring)
}

function schemaTree(options: FeatureOptions, docstring: string | null): JsonValue {
  const {schema, classPath, title, columns = {}} = options
  if (schema !== undefined) return jsonOfValue(schema, 'schema')
  const name = title ?? classPath?.split('.').at(-1) ?? lastNameOf(options.key)
  return featureSchema(name, docstring, columns)
}
