import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseJson,
} from '../models/json.ts'
import {pythonJson} from '../models/python-json.ts'

/**
 * The text whose bytes Metaxy hashes: `json.dumps(json.loads(text), sort_keys=True)`
 * (versioning.md §4.2).
 *
 * @throws MetaxyError INVALID_INPUT when the text is no JSON.
 */
export function canonicalJson(text: string): string {
  return pythonJson(sorted(parseJson(text)))
}

function sorted(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  const members = [...value].sort(([left], [right]) => compareCodePoints(left, right))
  return new Map(members.map(([name, member]) => [name, sorted(member)])) satisfies JsonObject
}

/** Python's order of texts; UTF-16 code units would put U+1F600 before U+FF5E. */
function compareCodePoints(left: string, right: string): number {
  const a = [...left]
  const b = [...right]
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const order = (a[index]?.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? 0)
    if (order !== 0) return order
  }
  return a.length - b.length
}
