import type {MetadataStoreConfig} from '../config/config.ts'
import {MetaxyError} from '../errors.ts'
import {databaseFile} from './database-file.ts'

/**
 * What tells a metadata store on this machine from every other: the real path of its database or root
 * folder. Null when it lies elsewhere or its configuration does not say.
 *
 * @param directory the working directory that relative paths start from.
 */
export async function locationOf(
  config: MetadataStoreConfig,
  directory: string,
): Promise<string | null> {
  if (config.kind !== 'duckdb') return null
  return databaseFile(config, directory).catch(error => {
    if (error instanceof MetaxyError) return null
    throw error
  })
}
