import {MetaxyError} from '../errors.ts'
import type {BrokenFeature} from '../graph/project-graph.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import {parseJson} from '../models/json.ts'
import {makeDefinition} from '../models/make-definition.ts'
import {currentSpec} from './older-spec.ts'
import type {FeatureVersionRow} from './system-tables.ts'

/** The definition that a push recorded, or why it cannot be read; Metaxy skips such a row too. */
export function definitionOfRow(row: FeatureVersionRow): FeatureDefinition | BrokenFeature {
  try {
    parseJson(row.featureSchema)
    const spec = parseJson(row.featureSpec)
    const definition = makeDefinition(row.isOlder ? currentSpec(spec) : spec, {
      schemaJson: row.featureSchema,
      project: row.project,
      classPath: row.classPath === '' ? null : row.classPath,
      external: false,
      recorded: {
        featureVersion: row.featureVersion,
        definitionVersion: row.isOlder ? '' : row.definitionVersion,
        projectVersion: row.projectVersion,
        recordedAtMicros: row.recordedAtMicros,
      },
    })
    const {key} = definition.spec
    return key === row.featureKey ? definition : unreadable(row, `Its spec is of "${key}".`)
  } catch (error) {
    if (!(error instanceof MetaxyError)) throw error
    return unreadable(row, error.message)
  }
}

function unreadable(row: FeatureVersionRow, why: string): BrokenFeature {
  return {
    feature: row.featureKey,
    reason: `Feature "${row.featureKey}" cannot be read from push ${row.projectVersion} of project "${row.project}". ${why} Push it again with \`metaxy push\`.`,
  }
}
