import type {FieldKey} from './feature-key.ts'
import type {FeatureDep} from './feature-spec.ts'
import type {FieldsMapping} from './fields-mapping.ts'
import type {JsonValue} from './json.ts'
import type {Lineage} from './lineage.ts'
import {
  fail,
  readBoolean,
  readKey,
  readList,
  readMap,
  readMembers,
  readNullable,
  readText,
} from './read-json.ts'

/** One entry of a completed spec's `deps`, checked (versioning.md §2.2, §2.4, §2.5). */
export function readFeatureDep(json: JsonValue | undefined, path: string): FeatureDep {
  const dep = readMembers(json, path, [
    'feature',
    'select',
    'rename',
    'fields_mapping',
    'sql_filters',
    'lineage',
    'optional',
  ])
  const select = readNullable(dep.select, `${path}.select`, readTexts)
  const rename = readNullable(dep.rename, `${path}.rename`, readTextMap) ?? new Map()
  const renamed = new Set(rename.values())
  const gone = select?.find(column => rename.has(column) && !renamed.has(column))
  if (gone !== undefined) fail(`${path}.select`, 'columns by their names after renaming', gone)
  return {
    feature: readKey(dep.feature, `${path}.feature`),
    select,
    rename,
    fieldsMapping: readMapping(dep.fields_mapping, `${path}.fields_mapping`),
    filters: readNullable(dep.sql_filters, `${path}.sql_filters`, readTexts) ?? [],
    lineage: readLineage(dep.lineage, `${path}.lineage`),
    optional: readBoolean(dep.optional, `${path}.optional`),
  }
}

function readMapping(json: JsonValue | undefined, outer: string): FieldsMapping {
  const path = `${outer}.mapping`
  const {mapping} = readMembers(json, outer, ['mapping'])
  const members = readMembers(mapping, path, ['type', 'match_suffix', 'exclude_fields', 'mapping'])
  switch (members.type) {
    case 'default':
      return {
        type: 'default',
        matchSuffix: readBoolean(members.match_suffix, `${path}.match_suffix`),
        excludeFields: readList(members.exclude_fields, `${path}.exclude_fields`, readKey),
      }
    case 'specific':
      return {type: 'specific', mapping: readSpecific(members.mapping, `${path}.mapping`)}
    case 'all':
    case 'none':
      return {type: members.type}
    default:
      return fail(`${path}.type`, '"default", "specific", "all" or "none"', members.type)
  }
}

function readSpecific(
  json: JsonValue | undefined,
  path: string,
): ReadonlyMap<FieldKey, readonly FieldKey[]> {
  const mapping = readMap(json, path, (fields, at) =>
    readList(fields, at, (parts, where) =>
      readKey(readList(parts, where, readText).join('/'), where),
    ),
  )
  for (const field of mapping.keys()) readKey(field, path)
  return mapping
}

function readLineage(json: JsonValue | undefined, outer: string): Lineage {
  const path = `${outer}.relationship`
  const {relationship} = readMembers(json, outer, ['relationship'])
  const members = readMembers(relationship, path, ['type', 'on', 'id_generation_pattern'])
  switch (members.type) {
    case '1:1':
      return {kind: 'identity'}
    case 'N:1':
      return {kind: 'aggregation', on: readNullable(members.on, `${path}.on`, readColumns)}
    case '1:N':
      readNullable(members.id_generation_pattern, `${path}.id_generation_pattern`, readText)
      return {kind: 'expansion', on: readColumns(members.on, `${path}.on`)}
    default:
      return fail(`${path}.type`, '"1:1", "N:1" or "1:N"', members.type)
  }
}

/** Metaxy takes an empty list here and then fails, or makes one group of everything. */
function readColumns(json: JsonValue | undefined, path: string): readonly string[] {
  const columns = readTexts(json, path)
  return columns.length === 0 ? fail(path, 'at least one column', json) : columns
}

function readTexts(json: JsonValue | undefined, path: string): readonly string[] {
  return readList(json, path, readText)
}

function readTextMap(json: JsonValue | undefined, path: string): ReadonlyMap<string, string> {
  return readMap(json, path, readText)
}
