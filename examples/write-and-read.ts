import {col, type MetadataStore} from 'metaxy-explorer'
import {ChildFeature, MyFeature, samples} from './features.ts'

/** Writes, then reads: what is written twice is read once, as it was written last. */
export async function writeAndRead(metadataStore: MetadataStore) {
  await metadataStore.open('w', async () => {
    await metadataStore.write(MyFeature, samples)
    await metadataStore.write('my/feature', samples) // string keys work as well
  })
  return metadataStore.open('r', async () => {
    const rows = await metadataStore.read('my/feature')
    return rows.table()
  })
}

/** Filters, columns, and the rows as they come instead of all at once. */
export async function readSome(metadataStore: MetadataStore) {
  return metadataStore.open('r', async () => {
    const rows = await metadataStore.read(MyFeature, {
      filters: [col('sample_uid').gt(0), col('quality').lt(0.5)],
      columns: ['sample_uid', 'status'],
    })
    let count = 0
    for await (const batch of rows.batches()) count += batch.numRows
    return count
  })
}

/** Several features: ChildFeature first, then MyFeature. */
export async function writeSeveral(metadataStore: MetadataStore) {
  const children = [
    {sample_uid: 1, metaxy_provenance_by_field: {embedding: 'e1'}, metaxy_provenance: 'p1'},
  ]
  const written = await metadataStore.open('w', () =>
    metadataStore.writeMulti(
      [
        [MyFeature, samples],
        [ChildFeature, children],
      ],
      {materializationId: 'run-7'},
    ),
  )
  return written.map(({feature}) => feature)
}

/** Flushing in the background: rows are written as they come, and none is lost. */
export async function writeInBackground(metadataStore: MetadataStore) {
  const writer = metadataStore.buffered({flushBatchSize: 100, flushInterval: 2})
  for (const sample of samples) await writer.put({'my/feature': [sample]})
  return writer.close()
}

/** Removes everything of a feature; it is gone, or on Delta Lake an empty table. */
export async function dropFeature(metadataStore: MetadataStore) {
  return metadataStore.open('w', async () => {
    await metadataStore.drop(MyFeature)
    if (!(await metadataStore.hasFeature(MyFeature))) return 0
    return (await metadataStore.read(MyFeature)).count()
  })
}
