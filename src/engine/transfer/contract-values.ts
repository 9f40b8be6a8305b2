import type {ColumnType, TimeUnit, TypeMember} from '../duckdb/column-type.ts'
import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'

/**
 * A column in the contract's JSON form (commands.md §1), said in SQL: the same values as
 * `cellConverter` gives, for files that DuckDB writes by itself. Years before 1 are spelled with fewer
 * digits.
 *
 * @returns the expression itself where DuckDB's own JSON is the contract's.
 */
export function contractJson(type: ColumnType, value: Query, depth = 0): Query {
  switch (type.kind) {
    case 'integer':
      return type.max <= MAX_SAFE ? value : safeInteger(type.min < 0n, value)
    case 'float':
      return sql`CASE WHEN isfinite(${value}) THEN to_json(${value}) ELSE to_json(${contractText(type, value)}) END`
    case 'decimal':
    case 'date':
    case 'timestamp':
    case 'time':
    case 'blob':
      return contractText(type, value)
    case 'boolean':
    case 'enum':
    case 'uuid':
      return value
    case 'text':
      return type.name === 'JSON' ? asText(value) : value
    case 'list':
    case 'array':
      return eachItem(type.item, value, depth)
    case 'struct':
      return eachMember(type.members, value, depth)
    case 'union':
      return taggedMember(type.members, value, depth)
    case 'map':
      return eachEntry(type.key, type.value, value, depth)
    default:
      return asText(value)
  }
}

/** A column as one cell of a CSV file: scalars as the contract spells them, all else as JSON text. */
export function contractText(type: ColumnType, value: Query): Query {
  switch (type.kind) {
    case 'boolean':
    case 'integer':
    case 'text':
      return value
    case 'float':
      return sql`CASE WHEN isfinite(${value}) THEN ${asText(value)} WHEN isnan(${value}) THEN 'NaN'
        WHEN ${value} > 0 THEN 'Infinity' WHEN ${value} < 0 THEN '-Infinity' END`
    case 'date':
      return sql`strftime(${value}, '%Y-%m-%d')`
    case 'timestamp':
      return timestamp(type, value)
    case 'time':
      return type.zoned ? zonedTime(asText(value)) : time(asText(value))
    case 'blob':
      return sql`to_base64(${value})`
    case 'list':
    case 'array':
    case 'struct':
    case 'union':
    case 'map':
      return asText(sql`to_json(${contractJson(type, value)})`)
    default:
      return asText(value)
  }
}

function safeInteger(signed: boolean, value: Query): Query {
  const atMost = sql`${value} <= ${raw(`${MAX_SAFE}`)}`
  // Beside a negative constant DuckDB casts UHUGEINT to a type that is too small.
  const safe = signed ? sql`${value} >= ${raw(`${-MAX_SAFE}`)} AND ${atMost}` : atMost
  return sql`CASE WHEN ${safe} THEN to_json(${value}) ELSE to_json(${asText(value)}) END`
}

function timestamp(type: {readonly unit: TimeUnit; readonly zoned: boolean}, value: Query): Query {
  if (type.unit === 'ns') {
    const nine = sql`strftime(${value}, '%Y-%m-%dT%H:%M:%S.%n')`
    return sql`regexp_replace(${nine}, '000$', '')`
  }
  // Through the epoch, because the time zone of the session must not matter.
  const local = type.zoned
    ? sql`make_timestamp(epoch_us(${value}))`
    : sql`CAST(${value} AS TIMESTAMP)`
  const six = sql`strftime(${local}, '%Y-%m-%dT%H:%M:%S.%f')`
  const spelled = type.zoned ? sql`${six} || 'Z'` : six
  return sql`CASE WHEN isfinite(${value}) THEN ${spelled} ELSE ${asText(value)} END`
}

/** DuckDB leaves out zeros at the end; the contract wants six digits, or nine. */
function time(spelled: Query): Query {
  return sql`CASE WHEN length(${spelled}) > 15 THEN rpad(${spelled}, 18, '0')
    WHEN length(${spelled}) > 8 THEN rpad(${spelled}, 15, '0') ELSE ${spelled} || '.000000' END`
}

/** The same with the offset behind it, minutes always. */
function zonedTime(spelled: Query): Query {
  const offset = sql`regexp_extract(${spelled}, '[-+].*')`
  const minutes = sql`CASE WHEN length(${offset}) = 3 THEN ':00' ELSE '' END`
  return sql`${time(sql`regexp_extract(${spelled}, '^[^-+]*')`)} || ${offset} || ${minutes}`
}

function eachItem(type: ColumnType, list: Query, depth: number): Query {
  const item = ident(`item${depth}`)
  const inside = contractJson(type, item, depth + 1)
  return inside === item ? list : sql`list_transform(${list}, lambda ${item}: ${inside})`
}

function eachMember(members: readonly TypeMember[], struct: Query, depth: number): Query {
  const inside = members.map(member => {
    const value = sql`struct_extract(${struct}, ${text(member.name)})`
    return {member, value, json: contractJson(member.type, value, depth)}
  })
  if (inside.every(({value, json}) => json === value)) return struct
  const pairs = inside.map(({member, json}) => sql`${text(member.name)}: ${json}`)
  return sql`CASE WHEN ${struct} IS NOT NULL THEN {${join(pairs)}} END`
}

function taggedMember(members: readonly TypeMember[], union: Query, depth: number): Query {
  const cases = members.map(({name, type}) => {
    const value = contractJson(type, sql`union_extract(${union}, ${text(name)})`, depth)
    return sql`WHEN ${text(name)} THEN json_object(${text(name)}, ${value})`
  })
  return sql`CASE CAST(union_tag(${union}) AS VARCHAR) ${join(cases, ' ')} END`
}

function eachEntry(key: ColumnType, value: ColumnType, map: Query, depth: number): Query {
  const entry = ident(`entry${depth}`)
  const member = sql`${entry}.value`
  const inside = contractJson(value, member, depth + 1)
  if (key.name === 'VARCHAR') {
    if (inside === member) return map
    const pairs = sql`list_transform(map_entries(${map}), lambda ${entry}: {'k': ${entry}.key, 'v': ${inside}})`
    return sql`CASE WHEN ${map} IS NOT NULL THEN map_from_entries(${pairs}) END`
  }
  const pair = sql`{'key': ${contractJson(key, sql`${entry}.key`, depth + 1)}, 'value': ${inside}}`
  return sql`CASE WHEN ${map} IS NOT NULL THEN list_transform(map_entries(${map}), lambda ${entry}: ${pair}) END`
}

function asText(value: Query): Query {
  return sql`CAST(${value} AS VARCHAR)`
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER)
