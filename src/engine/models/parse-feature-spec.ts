import {ALL_FIELDS, completeSpec} from './complete-spec.ts'
import type {FeatureSpec, FieldDep, FieldSpec} from './feature-spec.ts'
import {type JsonValue, parseJson} from './json.ts'
import {plainJson} from './plain-json.ts'
import {readFeatureDep} from './read-feature-dep.ts'
import {fail, readKey, readList, readMap, readMembers, readNullable, readText} from './read-json.ts'

/**
 * A spec as a push or a lock file holds it, checked (versioning.md §2.1-§2.5). Takes every spelling
 * that Metaxy takes: `filters` for `sql_filters`, keys as lists, missing optional members.
 *
 * @param text the JSON text.
 * @throws MetaxyError INVALID_INPUT saying where in the JSON what was expected.
 */
export function parseFeatureSpec(text: string): FeatureSpec {
  return readFeatureSpec(completeSpec(parseJson(text)))
}

/** The same from a tree that `completeSpec` made. */
export function readFeatureSpec(json: JsonValue): FeatureSpec {
  const spec = readMembers(json, '', [
    'key',
    'id_columns',
    'deps',
    'fields',
    'metadata',
    'description',
  ])
  const idColumns = readList(spec.id_columns, 'id_columns', readText)
  if (idColumns.length === 0) fail('id_columns', 'at least one column', spec.id_columns)
  const fields = readList(spec.fields, 'fields', readField)
  for (const [index, {key}] of fields.entries()) {
    const first = fields.findIndex(field => field.key === key)
    if (first < index)
      fail(`fields[${index}].key`, `a key other than that of fields[${first}]`, key)
  }
  return {
    key: readKey(spec.key, 'key'),
    idColumns,
    deps: readList(spec.deps, 'deps', readFeatureDep),
    fields,
    metadata: Object.fromEntries(readMap(spec.metadata, 'metadata', plainJson)),
    description: readNullable(spec.description, 'description', readText),
  }
}

function readField(json: JsonValue | undefined, path: string): FieldSpec {
  const field = readMembers(json, path, ['key', 'code_version', 'deps'])
  return {
    key: readKey(field.key, `${path}.key`),
    codeVersion: readText(field.code_version, `${path}.code_version`),
    deps: field.deps === ALL_FIELDS ? 'all' : readList(field.deps, `${path}.deps`, readFieldDep),
  }
}

function readFieldDep(json: JsonValue | undefined, path: string): FieldDep {
  const dep = readMembers(json, path, ['feature', 'fields'])
  return {
    feature: readKey(dep.feature, `${path}.feature`),
    fields: dep.fields === ALL_FIELDS ? 'all' : readList(dep.fields, `${path}.fields`, readKey),
  }
}
