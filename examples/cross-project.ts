import type {Feature, MetadataStore, Project, RowsArgument} from 'metaxy-explorer'

/** Writes are validated against the configured project; a migration may write several. */
export async function migrate(
  project: Project,
  writes: readonly (readonly [Feature, RowsArgument])[],
) {
  const metadataStore: MetadataStore = project.metadataStore()
  return metadataStore.open('w', () =>
    project.allowCrossProjectWrites(async () => {
      for (const [feature, rows] of writes) await metadataStore.write(feature, rows)
    }),
  )
}
