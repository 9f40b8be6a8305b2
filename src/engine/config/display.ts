import {homedir} from 'node:os'
import {isAbsolute, resolve} from 'node:path'
import type {MetadataStoreConfig} from './config.ts'
import {withoutSecrets} from './secrets.ts'

/**
 * How Metaxy names a store, without secrets: `DeltaMetadataStore(path=/data/metaxy)`. DuckDB stores,
 * of which Metaxy only says `backend=duckdb`, are told apart by their database.
 *
 * @param directory the working directory that relative paths start from.
 */
export function displayOf(metadataStore: MetadataStoreConfig, directory: string): string {
  return `${metadataStore.className}(${placeOf(metadataStore, directory)})`
}

/** With the store's name in front, as Metaxy prints it in warnings: `[dev] DeltaMetadataStore(…)`. */
export function displayWithName(metadataStore: MetadataStoreConfig, directory: string): string {
  return `[${metadataStore.name}] ${displayOf(metadataStore, directory)}`
}

function placeOf({kind, config}: MetadataStoreConfig, directory: string): string {
  const text = (name: string): string => (typeof config[name] === 'string' ? config[name] : '')
  const path = (name: string): string => shownPath(text(name), directory)
  switch (kind) {
    case 'duckdb':
      return `database=${path('database')}`
    case 'delta':
      return `path=${shownPath(localPath(text('root_path')), directory).replace(/(?<=.)\/+$/, '')}`
    case 'lancedb':
      return `path=${path('uri')}`
    case 'iceberg':
      return `warehouse=${path('warehouse')}`
    case 'bigquery':
      return `project=${[text('project_id'), text('dataset_id')].filter(Boolean).join('/')}`
    case 'custom':
      return ''
    case 'postgresql':
    case 'clickhouse':
      return `backend=${withoutSecrets(text('connection_string')) || kind}`
  }
}

/** As Metaxy resolves it: `file://` and `local://` are stripped, `~` is the home folder (stores.md §2.4). */
function localPath(path: string): string {
  const local = path.replace(/^(?:file|local):\/\//i, '')
  return /^~(?=\/|$)/.test(local) ? homedir() + local.slice(1) : local
}

/** Local paths from the root; addresses such as `s3://bucket` or `md:db` stay what they are. */
function shownPath(path: string, directory: string): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(path) || isAbsolute(path)) return withoutSecrets(path)
  return resolve(directory, path)
}
