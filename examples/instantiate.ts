import {DeltaMetadataStore, DuckDBMetadataStore, openProject} from 'metaxy-explorer'

/** Using the API directly. */
export function makeStore(folder: string) {
  return new DeltaMetadataStore({rootPath: folder})
}

/** Via configuration: `mx.init()` and `config.get_store("dev")`. */
export async function storeOfProject(directory: string) {
  const project = await openProject(directory, {
    env: process.env,
    now: () => BigInt(Date.now()) * 1000n,
  })
  return {project, dev: project.metadataStore('dev')}
}

/** From a configuration object: a store with an algorithm, and one behind it. */
export function storeFromConfig(folder: string, prod: DuckDBMetadataStore) {
  return new DuckDBMetadataStore({
    database: `${folder}/metadata.db`,
    hashAlgorithm: 'md5',
    fallbackStores: [prod],
  })
}

/** How it shows in warnings, logs and the output of commands; never a secret. */
export async function describeStore(metadataStore: DuckDBMetadataStore) {
  await metadataStore.validateHashAlgorithm()
  const behind = await metadataStore.fallbackStores()
  return [metadataStore, ...behind].map(one => one.display())
}
