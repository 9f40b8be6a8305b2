import type {FeatureDefinition} from '../models/feature-definition.ts'
import {isJsonObject, type JsonValue, parseJson} from '../models/json.ts'
import {makeDefinition} from '../models/make-definition.ts'
import {pythonJson} from '../models/python-json.ts'
import {fail, readMembers, readNullable, readText} from '../models/read-json.ts'

/**
 * One definition as `{project?, spec, feature_schema?, source?}`; spec and schema are objects or JSON
 * texts, as the system table holds them.
 *
 * @throws MetaxyError INVALID_INPUT saying where what was expected.
 */
export function readEntry(json: JsonValue): FeatureDefinition {
  const entry = readMembers(json, '', ['project', 'spec', 'feature_schema', 'source'])
  const project = entry.project ?? null
  if (project !== null && !/^[a-zA-Z0-9_-]+$/.test(readText(project, 'project'))) {
    fail('project', 'a project name: letters, digits, "_" and "-"', project)
  }
  return makeDefinition(objectOf(entry.spec, 'spec'), {
    schemaJson: pythonJson(objectOf(entry.feature_schema ?? new Map(), 'feature_schema')),
    project: typeof project === 'string' ? project : '',
    classPath: readNullable(entry.source, 'source', readText) || null,
    external: false,
    recorded: null,
  })
}

function objectOf(json: JsonValue | undefined, path: string): JsonValue {
  const object = typeof json === 'string' ? parseJson(json) : json
  return isJsonObject(object) ? object : fail(path, 'an object', json)
}
