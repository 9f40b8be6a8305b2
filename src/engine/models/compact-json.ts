import {isJsonArray, isJsonNumber, isJsonObject, type JsonValue} from './json.ts'

/** JSON without blanks, characters as they are, numbers as they were written: what Pydantic writes. */
export function compactJson(value: JsonValue): string {
  if (isJsonNumber(value)) return value.lexeme
  if (isJsonArray(value)) return `[${value.map(compactJson).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  return `{${[...value].map(([name, member]) => `${JSON.stringify(name)}:${compactJson(member)}`).join(',')}}`
}
