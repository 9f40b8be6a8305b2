import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {defineFeature, openProject, type Project} from '../../src/engine/index.ts'

export type Backend = 'duckdb' | 'delta'

const STORES: Readonly<Record<Backend, string>> = {
  duckdb: `type = "metaxy.ext.duckdb.DuckDBMetadataStore"
[stores.dev.config]
database = "dev.duckdb"
auto_create_tables = true`,
  delta: `type = "metaxy.ext.polars.handlers.delta.DeltaMetadataStore"
[stores.dev.config]
root_path = "tables"`,
}

/** A project with the features `clip` and `clip/trim`, pushed, without rows; answers its folder. */
export async function stressProject(backend: Backend): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `mxx-stress-${backend}-`))
  await writeFile(
    path.join(folder, 'metaxy.toml'),
    `project = "stress"\nstore = "dev"\n\n[stores.dev]\n${STORES[backend]}\n`,
  )
  const project = await openStressProject(folder)
  const clip = defineFeature({key: 'clip', idColumns: ['id'], fields: ['x'], project: 'stress'})
  const trim = defineFeature({
    key: 'clip/trim',
    idColumns: ['id'],
    deps: [{feature: clip}],
    fields: ['x'],
    project: 'stress',
  })
  await project.push({definitions: [clip, trim]})
  await project.close()
  return folder
}

export function openStressProject(folder: string, lockTimeoutMs = 60_000): Promise<Project> {
  return openProject(folder, {
    env: {},
    now: () => BigInt(Date.now()) * 1000n,
    journalDirectory: path.join(folder, 'journal'),
    lockTimeoutMs,
  })
}
