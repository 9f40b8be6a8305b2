import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {SampleId} from '../models/cell-value.ts'
import type {TableSource} from '../versioning/table-source.ts'

/**
 * A condition on the id columns of a source: the row belongs to one of these samples. The ids travel as
 * one JSON text, so their number does not lengthen the statement; null equals null.
 */
export function oneOfSamples(
  source: TableSource,
  idColumns: readonly string[],
  ids: readonly SampleId[],
): Query {
  const members = idColumns.map((name, index) => {
    const type = source.columns.find(column => column.name === name)?.type ?? 'VARCHAR'
    return {name: ident(name), listed: ident(`id_${index}`), value: idValue(type, index)}
  })
  const listed = sql`SELECT ${join(members.map(one => sql`${one.value} AS ${one.listed}`))}
    FROM (SELECT unnest(json_extract(${JSON.stringify(ids)}, '$[*]')) AS id)`
  const same = members.map(one => sql`l.${one.listed} IS NOT DISTINCT FROM ${one.name}`)
  return sql`EXISTS (SELECT 1 FROM (${listed}) AS l WHERE ${join(same, ' AND ')})`
}

/** The contract's JSON form of one id back to its stored type. */
function idValue(type: string, index: number): Query {
  if (type === 'BLOB') return raw(`from_base64(id->>${index})`)
  if (/^(STRUCT|MAP)\(|\]$/.test(type)) return raw(`(id->${index})::${type}`)
  return raw(`(id->>${index})::${type}`)
}
