import {col, type MetadataStore} from 'metaxy-explorer'
import {ChildFeature, MyFeature, samples} from './features.ts'

/** A root feature needs its samples. */
export async function resolveRoot(metadataStore: MetadataStore) {
  return metadataStore.open('w', async () => {
    const increment = await metadataStore.resolveUpdate(MyFeature, {samples})
    await metadataStore.write(MyFeature, await increment.table('new'))
    return increment.counts()
  })
}

/** Fresh, stale and orphaned samples; once they are processed, they are written. */
export async function processPending(metadataStore: MetadataStore) {
  return metadataStore.open('w', async () => {
    const increment = await metadataStore.resolveUpdate('example/child')
    for (const part of ['new', 'stale'] as const) {
      await metadataStore.write(ChildFeature, await increment.table(part))
    }
    return increment.counts()
  })
}

/** Filters at read time, for one feature and for all. */
export async function resolveSome(metadataStore: MetadataStore) {
  return metadataStore.open('r', async () => {
    const increment = await metadataStore.resolveUpdate(ChildFeature, {
      filters: {'my/feature': [col('quality').gt(0.5)]},
      globalFilters: [col('sample_uid').isIn([1, 2])],
    })
    return increment.counts()
  })
}

/** Everything is new again. */
export async function resolveAll(metadataStore: MetadataStore) {
  return metadataStore.open('r', async () => {
    const increment = await metadataStore.resolveUpdate(ChildFeature, {skipComparison: true})
    return increment.counts()
  })
}

/** Custom staleness conditions: reprocess failed or incomplete samples. */
export async function reprocessFailed(metadataStore: MetadataStore) {
  return metadataStore.open('w', async () => {
    const increment = await metadataStore.resolveUpdate('my/feature', {
      samples,
      stalenessPredicates: [col('status').eq('failed'), col('embedding_dim').isNull()],
    })
    return increment.counts()
  })
}
