import {ConfigError, MetaxyError} from '../errors.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {type JsonValue, parseJson} from '../models/json.ts'
import {makeDefinition} from '../models/make-definition.ts'
import {pythonFloat, pythonJson} from '../models/python-json.ts'
import {isSettings, readTomlFile, type Settings} from './toml-file.ts'

/** What a metaxy.lock holds. */
export interface LockFile {
  readonly file: string
  /** External definitions, in the file's order. */
  readonly features: readonly LockedFeature[]
  /** Entries that cannot be read; the others go on. */
  readonly broken: readonly {readonly feature: FeatureKey; readonly reason: string}[]
}

export interface LockedFeature {
  readonly definition: FeatureDefinition
  /** As `metaxy lock` computed them. */
  readonly featureVersion: string
  readonly definitionVersion: string
}

/**
 * Reads a metaxy.lock (versioning.md §2.7): nulls and defaults that TOML leaves out come back, so
 * that the versions are those of the pushed definitions.
 *
 * @throws ConfigError when the file cannot be read, is no TOML or no lock file.
 */
export async function readLockFile(file: string): Promise<LockFile> {
  const {features, ...others} = await readTomlFile(file, true)
  const [other] = Object.keys(others)
  if (!isSettings(features) || other !== undefined) {
    const what =
      other === undefined ? 'has no table "features"' : `has an unknown member "${other}"`
    throw new ConfigError(`${file} ${what}: it is not a lock file of Metaxy.`, {
      file,
      hint: 'Run `metaxy lock` to make it anew.',
    })
  }
  const read = Object.entries(features).map(([key, entry]) => readEntry(file, key, entry))
  return {
    file,
    features: read.filter(entry => 'definition' in entry),
    broken: read.filter(entry => 'reason' in entry),
  }
}

function readEntry(
  file: string,
  key: string,
  entry: unknown,
): LockedFeature | {readonly feature: FeatureKey; readonly reason: string} {
  const {info, data} = isSettings(entry) ? entry : {}
  if (!isSettings(info) || !isSettings(data)) return broken('it needs the tables "info" and "data"')
  const {version, definition_version: definitionVersion} = info
  if (typeof version !== 'string' || typeof definitionVersion !== 'string') {
    return broken('"info" needs the texts "version" and "definition_version"')
  }
  if (typeof data.project !== 'string') return broken('"data.project" should be a text')
  if (!isSettings(data.spec)) return broken('"data.spec" should be a table')
  try {
    const definition = definitionOf(data.spec, data.feature_schema, data.project)
    if (definition.spec.key !== key)
      return broken(`its spec is of feature "${definition.spec.key}"`)
    return {definition, featureVersion: version, definitionVersion}
  } catch (error) {
    if (!(error instanceof MetaxyError)) throw error
    return broken(error.message)
  }

  function broken(what: string): {readonly feature: FeatureKey; readonly reason: string} {
    const reason = `${file}, features."${key}": ${what}. Run \`metaxy lock\` to make it anew.`
    return {feature: key, reason}
  }
}

function definitionOf(spec: Settings, schema: unknown, project: string): FeatureDefinition {
  const schemaJson = typeof schema === 'string' ? schema : pythonJson(jsonOf(schema ?? {}))
  parseJson(schemaJson)
  return makeDefinition(jsonOf(spec), {
    schemaJson,
    project,
    classPath: null,
    external: true,
    recorded: null,
  })
}

/** TOML's values as JSON; it has no null, and `metaxy lock` writes dates as texts. */
function jsonOf(value: unknown): JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return {lexeme: value.toString()}
  if (typeof value === 'number') return {lexeme: pythonFloat(value)}
  if (Array.isArray(value)) return value.map(jsonOf)
  if (isSettings(value)) {
    return new Map(Object.entries(value).map(([name, member]) => [name, jsonOf(member)]))
  }
  return String(value instanceof Date ? value.toISOString() : value)
}
