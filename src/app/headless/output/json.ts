import type {CellValue} from '../../../engine/index.ts'

/**
 * What is printed as JSON. A map is an object whose members keep their order, which a plain object
 * does not for a column called `2024`; a member that is undefined is left out.
 */
export type Json = CellValue | readonly Json[] | JsonObject | ReadonlyMap<string, Json>

export interface JsonObject {
  readonly [member: string]: Json | undefined
}

/**
 * A document with two spaces of indent (commands.md §1), piece by piece: a million rows are longer
 * than the longest text that JavaScript can hold.
 */
export function* jsonPieces(value: Json, indent = ''): Generator<string> {
  const entries = entriesOf(value)
  if (entries === undefined) {
    yield scalarText(value)
    return
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const inner = `${indent}  `
  let separator = `${open}\n${inner}`
  for (const [name, member] of entries) {
    yield name === null ? separator : `${separator}${scalarText(name)}: `
    yield* jsonPieces(member, inner)
    separator = `,\n${inner}`
  }
  yield separator.startsWith(',') ? `\n${indent}${close}` : `${open}${close}`
}

/** One value on one line, as in a line of .jsonl or a cell of a table. */
export function jsonLine(value: Json): string {
  const entries = entriesOf(value)
  if (entries === undefined) return scalarText(value)
  const parts = entries.map(([name, member]) =>
    name === null ? jsonLine(member) : `${scalarText(name)}:${jsonLine(member)}`,
  )
  return Array.isArray(value) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`
}

/** What an error or a warning carries, as JSON; 64-bit integers become texts. */
export function detailsAsJson(details: Readonly<Record<string, unknown>>): JsonObject {
  return JSON.parse(
    JSON.stringify(details, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  )
}

/** The members of an object or array, names null in an array; undefined for everything else. */
function entriesOf(value: Json): readonly (readonly [string | null, Json])[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (isArray(value)) return value.map(item => [null, item])
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return entries.flatMap(([name, member]) => (member === undefined ? [] : [[name, member]]))
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

/** Control characters of the second block are escaped too: a terminal obeys them as it does ESC. */
function scalarText(value: Json): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
