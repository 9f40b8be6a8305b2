import {col, type MetadataStore} from 'metaxy-explorer'

/** The definition changed, the computation did not: rows of an older version become rows of the new one. */
export async function rebase(metadataStore: MetadataStore, from: string, to: string) {
  return metadataStore.open('w', async () => {
    const existing = await metadataStore.read('example/child', {
      withFeatureHistory: true,
      // an older feature version to be rebased
      filters: [col('metaxy_feature_version').eq(from)],
    })
    const rebased = await metadataStore.rebase('example/child', existing, {
      toFeatureVersion: to, // new feature version
    })
    return metadataStore.write('example/child', rebased, {preserveFeatureVersion: true})
  })
}
