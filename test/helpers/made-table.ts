import {createHash} from 'node:crypto'

/** A value, or the SQL that makes it. */
export type MadeValue = string | number | boolean | null | undefined | {readonly sql: string}

/** One stored row: user columns by name, and what is said of the system columns. */
export interface MadeRow {
  readonly [column: string]: MadeValue
  /** The hash of every field; `h` where it is left out. */
  readonly $hash?: string | null
  /** When it was written, UTC. */
  readonly $at?: string | null
  readonly $deleted?: string
  /** Its feature version, when it is not the table's. */
  readonly $version?: string
}

export interface MadeTable {
  readonly table: string
  readonly version: string
  /** User columns and their types. */
  readonly columns?: Readonly<Record<string, string>>
  /** Struct keys. */
  readonly fields?: readonly string[]
  /** Types of system columns that are not what Metaxy makes; null leaves the column out. */
  readonly types?: Readonly<Record<string, string | null>>
  readonly rows?: readonly MadeRow[]
  /** How a by-field column holds one hash for every field; a STRUCT otherwise. */
  readonly byField?: (hash: string) => string
}

/** A table as Metaxy makes it (stores.md §2.2), with rows. */
export function tableWith(made: MadeTable): readonly string[] {
  const {table, columns = {id: 'VARCHAR'}, fields = ['default'], types = {}, rows = []} = made
  const struct = `STRUCT(${fields.map(field => `${quoted(field)} VARCHAR`).join(', ')})`
  const system: Record<string, string | null> = {
    metaxy_provenance_by_field: struct,
    metaxy_provenance: 'VARCHAR',
    metaxy_data_version_by_field: struct,
    metaxy_data_version: 'VARCHAR',
    metaxy_feature_version: 'VARCHAR',
    metaxy_project_version: 'VARCHAR',
    metaxy_created_at: 'TIMESTAMPTZ',
    metaxy_updated_at: 'TIMESTAMPTZ',
    metaxy_deleted_at: 'TIMESTAMPTZ',
    metaxy_materialization_id: 'VARCHAR',
    ...types,
  }
  const all = [...Object.entries(columns), ...Object.entries(system)].flatMap(([name, type]) =>
    type === null ? [] : [{name, type}],
  )
  const list = all.map(({name, type}) => `${quoted(name)} ${type}`).join(', ')
  const inserts = rows.map(row => {
    const values = {...systemValues(row, made, fields), ...userValues(row, columns)}
    const given = all.filter(({name}) => values[name] !== undefined)
    const names = given.map(({name}) => quoted(name)).join(', ')
    return `INSERT INTO ${quoted(table)} (${names}) VALUES (${given.map(({name}) => values[name]).join(', ')})`
  })
  return [`CREATE TABLE ${quoted(table)} (${list})`, ...inserts]
}

/** A sample-level hash as the made stores have them: MD5, eight characters. */
export function md5Cut(text: string): string {
  return createHash('md5').update(text).digest('hex').slice(0, 8)
}

function userValues(row: MadeRow, columns: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(
    Object.keys(columns).map(name => [
      name,
      row[name] === undefined ? undefined : literal(row[name]),
    ]),
  )
}

type Values = Record<string, string | undefined>

function systemValues(row: MadeRow, made: MadeTable, fields: readonly string[]): Values {
  const {$hash = 'h', $at = '2026-01-01', $deleted = null, $version = made.version} = row
  const struct = `{${fields.map(field => `${literal(field)}: ${literal($hash)}`).join(', ')}}`
  const byField = made.byField?.($hash ?? '') ?? struct
  const provenance = $hash === null ? null : md5Cut(fields.map(() => $hash).join('|'))
  return {
    metaxy_provenance_by_field: byField,
    metaxy_provenance: literal(provenance),
    metaxy_data_version_by_field: byField,
    metaxy_data_version: literal(provenance),
    metaxy_feature_version: literal($version),
    metaxy_project_version: literal('00000000'),
    metaxy_created_at: literal($at),
    metaxy_updated_at: literal($at),
    metaxy_deleted_at: literal($deleted),
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function literal(value: MadeValue): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'object') return value.sql
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}
