import {isJsonArray, isJsonNumber, isJsonObject, type JsonValue} from './json.ts'

/**
 * Writes a JSON tree byte for byte as Python's `json.dumps` does (versioning.md §4.2): separators
 * `, ` and `: `, ASCII only, floats as Python prints them. Member order is the tree's.
 */
export function pythonJson(value: JsonValue): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (isJsonNumber(value)) return pythonNumber(value.lexeme)
  if (isJsonArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (!isJsonObject(value)) return 'null'
  return `{${[...value].map(([name, member]) => `${quoted(name)}: ${pythonJson(member)}`).join(', ')}}`
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
}

function quoted(text: string): string {
  // DEL is escaped too, unlike by JSON.stringify; characters beyond U+FFFF as their two halves.
  const escaped = text.replace(
    /["\\]|[^ -~]/g,
    character => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `"${escaped}"`
}

function pythonNumber(lexeme: string): string {
  return /^-?\d+$/.test(lexeme) ? BigInt(lexeme).toString() : pythonFloat(Number(lexeme))
}

/** Python's `repr` of a float: shortest digits, an exponent only below 1e-4 and from 1e16 on. */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (Object.is(value, -0)) return '-0.0'
  const [mantissa = '', power = '0'] = value.toExponential().split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 16) return plainFloat(value)
  const sign = exponent < 0 ? '-' : '+'
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function plainFloat(value: number): string {
  // Within these bounds JavaScript writes no exponent either.
  const text = String(value)
  return text.includes('.') ? text : `${text}.0`
}
