import {realpath} from 'node:fs/promises'
import {isAbsolute, resolve} from 'node:path'
import type {MetadataStoreConfig} from '../config/config.ts'
import {ConfigError, MetaxyError} from '../errors.ts'

/**
 * The real path of the database of a DuckDB store.
 * @param directory the working directory that a relative `database` starts from.
 * @throws ConfigError when `database` is missing; MetaxyError UNSUPPORTED when it is no local file.
 */
export async function databaseFile(
  config: MetadataStoreConfig,
  directory: string,
): Promise<string> {
  const database = config.config.database
  if (typeof database !== 'string' || database === '') {
    throw new ConfigError(
      `[stores.${config.name}.config] has no \`database\`: the path of a DuckDB file.`,
    )
  }
  if (/^(:memory:|md:|https?:|s3:|gs:|gcs:|r2:|az:)/.test(database)) {
    throw new MetaxyError({
      code: 'UNSUPPORTED',
      message: `[stores.${config.name}.config] database = "${database.split('?')[0]}" is not a local file.`,
      hint: 'This program opens local DuckDB files; in-memory and remote databases are read by Metaxy only.',
    })
  }
  const path = isAbsolute(database) ? database : resolve(directory, database)
  return realpath(path).catch(() => path)
}
