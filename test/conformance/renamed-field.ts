import {writeFileSync} from 'node:fs'
import path from 'node:path'
import type {FeatureDefinition} from '../../src/engine/index.ts'
import type {Random} from '../helpers/random.ts'
import {mxxDone} from './mxx.ts'
import type {Place} from './place.ts'

/**
 * Pushes the definitions of the project with one field of a feature renamed.
 *
 * @returns the names that its fields now have in the values by field.
 */
export async function pushRenamedField(
  place: Place,
  feature: string,
  random: Random,
): Promise<readonly string[]> {
  const project = await place.openProject(place.directory, {env: {}, now: place.now})
  const {graph} = await project.graph()
  const own = [...graph.definitions.values()].filter(
    definition => definition.project === project.config.project,
  )
  const renamed = own.find(definition => definition.spec.key === feature)
  if (renamed === undefined) throw new Error(`${feature} is of another project`)
  const spec = withRenamedField(renamed, random)
  const entries = own.map(definition => ({
    project: definition.project,
    spec: definition === renamed ? spec : definition.specJson,
    feature_schema: definition.schemaJson,
    source: definition.classPath,
  }))
  const file = path.join(place.stateHome, 'definitions.json')
  writeFileSync(file, JSON.stringify(entries))
  await mxxDone(place, 'push', '--definitions', file)
  return spec.fields.map(({key}) => key.replaceAll('/', '_'))
}

interface StoredSpec {
  readonly fields: {key: string}[]
  readonly deps: {
    readonly fields_mapping?: {readonly mapping?: {mapping?: Record<string, unknown>}}
  }[]
}

function withRenamedField({specJson}: FeatureDefinition, random: Random): StoredSpec {
  const spec: StoredSpec = JSON.parse(specJson)
  const field = random.pick(spec.fields)
  const old = field.key
  field.key = `${old}_renamed`
  for (const {fields_mapping: mapping} of spec.deps) {
    const mapped = mapping?.mapping?.mapping
    if (mapped === undefined || mapped[old] === undefined) continue
    mapped[field.key] = mapped[old]
    delete mapped[old]
  }
  return spec
}
