import type {ObjectRow, Project, WriteRequest, WriteResult} from '../../../src/engine/index.ts'
import type {MadeProject} from '../../helpers/made-project.ts'

/** A root feature and one that is computed from it, without tables. */
export const FEATURES = [
  {key: 'a', fields: [{key: 'x'}, {key: 'y'}]},
  {key: 'b', deps: [{feature: 'a'}], fields: [{key: 'z'}]},
]
export const MADE: MadeProject = {features: FEATURES, settings: ['auto_create_tables = true']}

export const row = (id: string, more: ObjectRow = {}): ObjectRow => ({
  id,
  metaxy_provenance_by_field: {x: `x${id}`, y: `y${id}`},
  ...more,
})

export function write(
  project: Project,
  rows: readonly ObjectRow[],
  more: Partial<WriteRequest> = {},
): Promise<WriteResult> {
  return project.write({feature: 'a', rows: {kind: 'objects', rows}, ...more})
}

/** Every stored row, as objects by column name. */
export async function stored(
  project: Project,
  feature = 'a',
): Promise<readonly Record<string, unknown>[]> {
  const {columns, rows} = await project.read({
    feature,
    withFeatureHistory: true,
    withSampleHistory: true,
    softDeleted: 'show',
  })
  return rows.map(values =>
    Object.fromEntries(columns.map(({name}, at) => [name, values[at]] as const)),
  )
}
