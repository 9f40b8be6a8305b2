import {mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import type {Table} from 'apache-arrow'
import {type FeatureKey, MetadataStore, type ObjectRow, type StoreOptions} from 'metaxy-explorer'

/**
 * A metadata store of one's own: a folder of JSON files, one for each feature. Reading, increments,
 * writing and soft deletes are made of the four methods below.
 */
export class JsonMetadataStore extends MetadataStore {
  private readonly folder: string

  constructor({folder, ...options}: StoreOptions & {readonly folder: string}) {
    super(options)
    this.folder = folder
  }

  display(): string {
    return `JsonMetadataStore(folder=${this.folder})`
  }

  async readTable(feature: FeatureKey): Promise<readonly ObjectRow[] | null> {
    try {
      return JSON.parse(await readFile(this.fileOf(feature), 'utf8'))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  async appendTable(feature: FeatureKey, rows: Table): Promise<void> {
    const before = (await this.readTable(feature)) ?? []
    const all = [...before, ...rows.toArray().map(row => asJson(row.toJSON(), rows))]
    const file = this.fileOf(feature)
    await mkdir(dirname(file), {recursive: true})
    await writeFile(`${file}.part`, JSON.stringify(all, null, 1))
    await rename(`${file}.part`, file)
  }

  async dropTable(feature: FeatureKey): Promise<void> {
    await rm(this.fileOf(feature), {force: true})
  }

  private fileOf(feature: FeatureKey): string {
    return join(this.folder, `${feature}.json`)
  }
}

/** JSON has neither 64-bit integers nor times: numbers that fit, and ISO texts with microseconds. */
function asJson(row: Readonly<Record<string, unknown>>, {schema}: Table): unknown {
  const moments = schema.fields.filter(({type}) => String(type).startsWith('Timestamp'))
  const times = moments.map(({name}) => {
    const millis = row[name]
    return [name, typeof millis === 'number' ? isoMicros(millis) : null] as const
  })
  const text = JSON.stringify({...row, ...Object.fromEntries(times)}, (_, value) =>
    typeof value === 'bigint' ? Number(value) : value,
  )
  return JSON.parse(text)
}

/** Arrow hands out milliseconds, with the microseconds as a fraction. */
function isoMicros(millis: number): string {
  const micros = Math.round(millis * 1000)
  const whole = new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1)
  return `${whole}${String(micros % 1000).padStart(3, '0')}+00:00`
}
