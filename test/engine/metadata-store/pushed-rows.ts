import type {FeatureVersionRow} from '../../../src/engine/metadata-store/system-tables.ts'
import {completeSpec} from '../../../src/engine/models/complete-spec.ts'
import {parseJson} from '../../../src/engine/models/json.ts'
import {parseFeatureSpec} from '../../../src/engine/models/parse-feature-spec.ts'
import {pythonJson} from '../../../src/engine/models/python-json.ts'
import {
  definitionVersion,
  graphVersions,
  projectVersion,
} from '../../../src/engine/versioning/versions.ts'
import {graphOfSpecs} from '../graph/random-graphs.ts'

export interface PushOptions {
  readonly project?: string
  /** Seconds since 1970. */
  readonly at: number
  readonly length?: number
  readonly tags?: string
  /** Features of other projects that these are computed from. */
  readonly others?: readonly Record<string, unknown>[]
}

/** The rows that a push of these specs records, a millisecond after each other. */
export function push(
  specs: readonly Record<string, unknown>[],
  {project = 'shop', at, length = 8, tags = '{}', others = []}: PushOptions,
): readonly FeatureVersionRow[] {
  const versions = graphVersions(graphOfSpecs(...others, ...specs), length)
  const rows = specs.map((spec, index): FeatureVersionRow => {
    const text = JSON.stringify({id_columns: ['id'], ...spec})
    const {key} = parseFeatureSpec(text)
    const featureSpec = pythonJson(completeSpec(parseJson(text)))
    return {
      project,
      featureKey: key,
      featureVersion: versions.get(key)?.featureVersion ?? '',
      definitionVersion: definitionVersion({specJson: featureSpec, schemaJson: '{}'}, length),
      recordedAtMicros: BigInt(at) * 1_000_000n + BigInt(index) * 1_000n,
      featureSpec,
      featureSchema: '{}',
      classPath: `${project}.features.${key}`,
      projectVersion: '',
      tags,
    }
  })
  const definitions = new Map(rows.map(row => [row.featureKey, row.definitionVersion]))
  return rows.map(row => ({...row, projectVersion: projectVersion(definitions, length)}))
}
