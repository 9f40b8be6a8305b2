import {compareKeys} from './feature-key.ts'
import {isJsonArray, isJsonObject, type JsonObject, type JsonValue} from './json.ts'

/** What Metaxy writes for "every field". */
export const ALL_FIELDS = '__METAXY_ALL_DEP__'

/**
 * A spec as Metaxy itself would dump it: members in its order, missing ones with their defaults,
 * keys as slash text, `filters` under its stored name `sql_filters` (versioning.md §2.1-§2.5).
 * What is malformed stays as it is, for the reader to name.
 */
export function completeSpec(json: JsonValue): JsonValue {
  return complete(json, 'keep', {
    key: {change: keyText},
    id_columns: {},
    deps: {missing: [], change: items(completeDep)},
    fields: {missing: [new Map()], change: items(completeField)},
    metadata: {missing: new Map()},
    description: {missing: null},
  })
}

function completeDep(json: JsonValue): JsonValue {
  return complete(isJsonObject(json) ? json : new Map([['feature', json]]), 'keep', {
    feature: {change: keyText},
    select: {missing: null},
    rename: {missing: null},
    fields_mapping: {missing: new Map([['mapping', DEFAULT_MAPPING]]), change: completeMapping},
    sql_filters: {missing: null, alias: 'filters'},
    lineage: {missing: new Map([['relationship', IDENTITY]]), change: completeLineage},
    optional: {missing: false},
  })
}

function completeField(json: JsonValue): JsonValue {
  return complete(typeof json === 'string' ? new Map([['key', json]]) : json, 'keep', {
    key: {missing: 'default', change: keyText},
    code_version: {missing: '__metaxy_initial__'},
    deps: {missing: [], change: items(completeFieldDep)},
  })
}

function completeFieldDep(json: JsonValue): JsonValue {
  return complete(json, 'keep', {
    feature: {change: keyText},
    fields: {missing: ALL_FIELDS, change: items(keyText)},
  })
}

const DEFAULT_MAPPING: JsonObject = new Map([['type', 'default']])
const IDENTITY: JsonObject = new Map([['type', '1:1']])

function completeMapping(json: JsonValue): JsonValue {
  return complete(json, 'drop', {mapping: {change: completeMappingOfType}})
}

function completeMappingOfType(json: JsonValue): JsonValue {
  const type = isJsonObject(json) ? json.get('type') : undefined
  const flags: Members = {
    match_suffix: {missing: false},
    exclude_fields: {missing: [], change: items(keyText)},
  }
  return complete(json, 'drop', {
    type: {},
    ...(type === 'default' ? flags : {}),
    ...(type === 'specific' ? {mapping: {change: completeSpecific}} : {}),
  })
}

/** Metaxy holds the upstream fields as a set and writes them sorted, as lists of parts. */
function completeSpecific(json: JsonValue): JsonValue {
  if (!isJsonObject(json)) return json
  return new Map([...json].map(([field, upstream]) => [field, sortedParts(upstream)]))
}

function sortedParts(json: JsonValue): JsonValue {
  if (!isJsonArray(json)) return json
  const keys = json.map(keyText)
  const texts = keys.filter(key => typeof key === 'string')
  if (texts.length < keys.length) return json
  return [...new Set(texts)].sort(compareKeys).map(key => key.split('/'))
}

function completeLineage(json: JsonValue): JsonValue {
  return complete(json, 'drop', {relationship: {change: completeRelationship}})
}

function completeRelationship(json: JsonValue): JsonValue {
  const type = isJsonObject(json) ? json.get('type') : undefined
  return complete(json, 'drop', {
    type: {},
    ...(type === 'N:1' ? {on: {missing: null}} : {}),
    ...(type === '1:N' ? {on: {}, id_generation_pattern: {missing: null}} : {}),
  })
}

/** Accepts a key's parts as a list, also inside the `root` or `parts` that older releases wrote. */
function keyText(json: JsonValue): JsonValue {
  if (isJsonObject(json)) {
    const inner = json.get('root') ?? json.get('parts')
    return inner === undefined
      ? json
      : keyText(isJsonArray(inner) && isJsonObject(inner[0]) ? inner[0] : inner)
  }
  if (!isJsonArray(json) || json.length === 0) return json
  const parts = json.filter(part => typeof part === 'string' && !part.includes('/'))
  return parts.length < json.length ? json : parts.join('/')
}

interface Member {
  /** What stands for a member that is not there; without it, it stays away. */
  readonly missing?: JsonValue
  readonly alias?: string
  readonly change?: (value: JsonValue) => JsonValue
}

type Members = Readonly<Record<string, Member>>

function complete(json: JsonValue, unknown: 'keep' | 'drop', members: Members): JsonValue {
  if (!isJsonObject(json)) return json
  const rest = new Map(json)
  const done = new Map<string, JsonValue>()
  for (const [name, {alias = name, missing, change}] of Object.entries(members)) {
    const given = json.has(name) ? name : alias
    const value = json.has(given) ? json.get(given) : missing
    rest.delete(given)
    if (value !== undefined) done.set(name, change === undefined ? value : change(value))
  }
  if (unknown === 'keep') for (const [name, value] of rest) done.set(name, value)
  return done
}

function items(change: (item: JsonValue) => JsonValue): (value: JsonValue) => JsonValue {
  return value => (isJsonArray(value) ? value.map(change) : value)
}
