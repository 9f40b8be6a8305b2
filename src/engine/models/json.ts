import {MetaxyError} from '../errors.ts'

/** A JSON text as a tree that keeps what hashing needs: member order and how numbers were written. */
export type JsonValue = string | boolean | null | JsonNumber | readonly JsonValue[] | JsonObject

export type JsonObject = ReadonlyMap<string, JsonValue>

/** `1` and `1.0` are different numbers to Python, so the spelling stays. */
export interface JsonNumber {
  readonly lexeme: string
}

const DEEPEST = 500
const BLANK = /[ \t\n\r]*/y
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const NUMBER = /-?(?:(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN/y
const WORD = /true|false|null/y

/**
 * Reads a JSON text as Python's `json.loads` does: NaN and Infinity are numbers, and of two members
 * with one name the later value counts.
 *
 * @throws MetaxyError INVALID_INPUT with line and column.
 */
export function parseJson(text: string): JsonValue {
  let at = 0
  const value = readValue(1)
  token(BLANK)
  return at < text.length ? fail('nothing more') : value

  function readValue(depth: number): JsonValue {
    token(BLANK)
    if (depth > DEEPEST) fail(`at most ${DEEPEST} levels`)
    if (skip('{')) return readObject(depth)
    if (skip('[')) return readArray(depth)
    if (text[at] === '"') return readString()
    const word = token(WORD)
    if (word !== undefined) return word === 'null' ? null : word === 'true'
    const lexeme = token(NUMBER)
    return lexeme === undefined ? fail('a value') : {lexeme}
  }

  function readObject(depth: number): JsonObject {
    const members = new Map<string, JsonValue>()
    token(BLANK)
    if (skip('}')) return members
    do {
      token(BLANK)
      const name = readString()
      token(BLANK)
      if (!skip(':')) fail('":"')
      members.set(name, readValue(depth + 1))
      token(BLANK)
    } while (skip(','))
    return skip('}') ? members : fail('"," or "}"')
  }

  function readArray(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = []
    token(BLANK)
    if (skip(']')) return items
    do {
      items.push(readValue(depth + 1))
      token(BLANK)
    } while (skip(','))
    return skip(']') ? items : fail('"," or "]"')
  }

  function readString(): string {
    const quoted = token(STRING)
    return quoted === undefined ? fail('a text in double quotes') : String(JSON.parse(quoted))
  }

  function token(pattern: RegExp): string | undefined {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }

  function skip(character: string): boolean {
    if (text[at] !== character) return false
    at += 1
    return true
  }

  function fail(expected: string): never {
    const before = text.slice(0, at).split('\n')
    const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`
    throw new MetaxyError({
      code: 'INVALID_INPUT',
      message: `The JSON text is broken at ${place}: expected ${expected}.`,
    })
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

export function isJsonNumber(value: JsonValue | undefined): value is JsonNumber {
  return typeof value === 'object' && value !== null && 'lexeme' in value
}
