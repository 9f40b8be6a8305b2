import {col, type MetadataStore} from 'metaxy-explorer'
import {MyFeature} from './features.ts'

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000

/** Rows that were written more than thirty days ago. */
export async function deleteOld(metadataStore: MetadataStore, now: Date) {
  return metadataStore.open('w', () =>
    metadataStore.delete(MyFeature, {
      filters: [col('metaxy_created_at').lt(new Date(now.getTime() - THIRTY_DAYS))],
    }),
  )
}

/** Soft deletes: the rows are marked, and can still be asked for. */
export async function softDelete(metadataStore: MetadataStore) {
  await metadataStore.open('w', () =>
    metadataStore.delete(MyFeature, {filters: col('status').eq('pending')}),
  )
  return metadataStore.open('r', async () => {
    const active = await metadataStore.read(MyFeature)
    const all = await metadataStore.read(MyFeature, {includeSoftDeleted: true})
    return {active: await active.count(), all: await all.count()}
  })
}

/** Hard deletes: the rows are gone. */
export async function hardDelete(metadataStore: MetadataStore) {
  return metadataStore.open('w', () =>
    metadataStore.delete(MyFeature, {filters: col('quality').lt(0.8), soft: false}),
  )
}
