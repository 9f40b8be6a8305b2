import {MetaxyError} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {Context} from '../questions/context.ts'

/**
 * Another metadata store of the configuration, opened for reading beside the chosen one.
 * @throws MetaxyError INVALID_INPUT when it is the same; what finding and opening it throws.
 */
export async function openSource(
  {metadataStore, metadataStores}: Context,
  open: OpenMetadataStore,
  name: string,
): Promise<OpenMetadataStore> {
  const source = await metadataStores.of(name)
  if (name === open.config.name || source.location === metadataStore.location) {
    throw new MetaxyError({
      code: 'INVALID_INPUT',
      message: `Metadata stores "${name}" and "${open.config.name}" are the same: there is nothing to copy.`,
      hint: 'Say two different stores with --from and --to.',
      details: {from: name, to: open.config.name},
    })
  }
  return source.beside(open.session)
}
