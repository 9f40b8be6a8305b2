import {MetaxyError} from '../../src/engine/index.ts'
import type {Finding} from './finding.ts'
import {type Backend, openStressProject, stressProject} from './stress-project.ts'

/** A write_multi whose second write fails: dependents come first, and are what is left (stores.md §1.3). */
export async function secondWriteFails(
  backend: Backend,
): Promise<{folder: string; findings: readonly Finding[]}> {
  const folder = await stressProject(backend)
  const project = await openStressProject(folder)
  const dev = await project.metadataStore('dev')
  const good = [{id: 'a', metaxy_provenance_by_field: {x: '1'}, metaxy_provenance: '1'}]
  const code = await dev.open('w', () =>
    dev.writeMulti({clip: [{id: 'a'}], 'clip/trim': good}).then(
      () => 'none',
      error => (error instanceof MetaxyError ? error.code : String(error)),
    ),
  )
  const rows = async (feature: string) =>
    project.read({feature}).then(
      answer => answer.totalRows,
      error => (error instanceof MetaxyError ? error.code : String(error)),
    )
  const findings = [
    {what: 'the error', found: code, expected: 'SCHEMA_ERROR'},
    {what: 'rows of the dependent', found: await rows('clip/trim'), expected: 1},
    {what: 'rows of the dependency', found: await rows('clip'), expected: 'FEATURE_NOT_WRITTEN'},
  ]
  await project.close()
  return {folder, findings}
}
