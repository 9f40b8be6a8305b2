import {DeltaMetadataStore} from 'metaxy-explorer'
import {MyFeature, samples} from './features.ts'

/** Usage: write from a script or a test, read later in the same session or a new one. */
export async function useDeltaStore(root: string) {
  const metadataStore = new DeltaMetadataStore({
    rootPath: root,
    // Optional: credentials of the underlying storage; local folders need none.
    storageOptions: {AWS_REGION: 'us-west-2'},
  })
  await metadataStore.open('w', () =>
    metadataStore.allowCrossProjectWrites(() => metadataStore.write(MyFeature, samples)),
  )
  const table = await metadataStore.open('r', async () => {
    const rows = await metadataStore.read(MyFeature)
    return rows.table()
  })
  await metadataStore.close()
  return table
}

/** Hashing: another algorithm than the default. */
export function deltaStoreWithMd5(root: string) {
  return new DeltaMetadataStore({rootPath: root, hashAlgorithm: 'md5'})
}
