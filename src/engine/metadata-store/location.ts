import type {MetadataStoreConfig} from '../config/config.ts'
import {MetaxyError} from '../errors.ts'
import {databaseFile} from './database-file.ts'
import {deltaRoot} from './delta-root.ts'

const PLACES: {
  readonly [kind: string]: (config: MetadataStoreConfig, directory: string) => Promise<string>
} = {duckdb: databaseFile, delta: deltaRoot}

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
  const place = PLACES[config.kind]
  if (place === undefined) return null
  return place(config, directory).catch(error => {
    if (error instanceof MetaxyError) return null
    throw error
  })
}
