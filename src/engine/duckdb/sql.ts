/** A value that is bound, never written into a statement's text. */
export type SqlValue = string | number | bigint | boolean | null

/** A statement, or a part of one, with the values of its question marks in order. */
export interface Query {
  readonly text: string
  readonly values: readonly SqlValue[]
}

/**
 * SQL as text: a part that is a `Query` is spliced in with its values, any other value is bound.
 *
 *     sql`SELECT * FROM ${ident(table)} WHERE metaxy_feature_version = ${version}`
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Query | SqlValue)[]): Query {
  let text = strings[0] ?? ''
  const values: SqlValue[] = []
  parts.forEach((part, index) => {
    if (isQuery(part)) {
      text += part.text
      values.push(...part.values)
    } else {
      text += '?'
      values.push(part)
    }
    text += strings[index + 1] ?? ''
  })
  return {text, values}
}

/** A name: quoted, so that any text is one. Several parts are joined by dots. */
export function ident(...parts: readonly string[]): Query {
  return raw(parts.map(part => `"${part.replaceAll('"', '""')}"`).join('.'))
}

/** A text constant in single quotes, for the places where DuckDB takes no bound value. */
export function text(value: string): Query {
  return raw(`'${value.replaceAll("'", "''")}'`)
}

/** Text that our own code wrote; never anything a person or a file gave. */
export function raw(text: string): Query {
  return {text, values: []}
}

/** Parts with a separator between them. */
export function join(parts: readonly Query[], separator = ', '): Query {
  return {
    text: parts.map(part => part.text).join(separator),
    values: parts.flatMap(part => part.values),
  }
}

/** All conditions hold; none given is always true. */
export function and(conditions: readonly Query[]): Query {
  if (conditions.length === 0) return raw('TRUE')
  return join(
    conditions.map(condition => sql`(${condition})`),
    ' AND ',
  )
}

/** The statement as one text with its values written in: for people to read and copy, not to run. */
export function readable(query: Query): string {
  let index = 0
  return query.text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, token =>
    token === '?' ? literal(query.values[index++] ?? null) : token,
  )
}

function literal(value: SqlValue): string {
  if (value === null) return 'NULL'
  return typeof value === 'string' ? text(value).text : String(value)
}

function isQuery(part: Query | SqlValue): part is Query {
  return typeof part === 'object' && part !== null
}
