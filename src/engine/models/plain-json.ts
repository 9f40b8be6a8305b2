import {isJsonArray, isJsonNumber, isJsonObject, type JsonValue} from './json.ts'

/**
 * A JSON tree as plain values, for people to look at: integers beyond ±(2^53−1) and numbers that
 * JSON has no word for become texts (commands.md §1).
 */
export function plainJson(value: JsonValue | undefined): unknown {
  if (isJsonNumber(value)) return plainNumber(value.lexeme)
  if (isJsonArray(value)) return value.map(plainJson)
  if (!isJsonObject(value)) return value ?? null
  return Object.fromEntries([...value].map(([name, member]) => [name, plainJson(member)]))
}

function plainNumber(lexeme: string): number | string {
  const number = Number(lexeme)
  const exact = /^-?\d+$/.test(lexeme) ? Number.isSafeInteger(number) : Number.isFinite(number)
  return exact ? number : lexeme
}
