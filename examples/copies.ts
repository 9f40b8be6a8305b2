import {col, type MetadataStore} from 'metaxy-explorer'
import {ChildFeature, MyFeature} from './features.ts'

/** Every feature of the project. */
export async function copyAll(source: MetadataStore, destination: MetadataStore) {
  return destination.open('w', () => destination.copyFrom(source))
}

/** Rows of one push of the graph. */
export async function copySnapshot(
  source: MetadataStore,
  destination: MetadataStore,
  projectVersion: string,
) {
  return destination.open('w', () =>
    destination.copyFrom(source, {features: [MyFeature], fromSnapshot: projectVersion}),
  )
}

/** With filters, only what is missing. */
export async function copySome(source: MetadataStore, destination: MetadataStore) {
  return destination.open('w', () =>
    destination.copyFrom(source, {
      features: [MyFeature, ChildFeature],
      filters: {
        'my/feature': [col('quality').gt(0.1), col('sample_uid').isIn([1, 2])],
        'example/child': [col('sample_uid').lt(30)],
      },
      incremental: true,
    }),
  )
}
