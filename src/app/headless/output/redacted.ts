import type {Json, JsonObject} from './json.ts'

const SECRET_NAME =
  /pass(word|phrase)?$|secret|token|credential|api[_-]?key|access[_-]?key|key[_-]?id|account[_-]?key|private[_-]?key|sas/i
const PASSWORD_IN_URL = /^([a-z][a-z0-9+.-]*:\/\/[^/@:\s]*):[^@\s]*@/i

/** Settings as they may be shown: values of secret names, and passwords inside addresses, as `***`. */
export function redacted(settings: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      value !== undefined && SECRET_NAME.test(name) && !isTable(value) ? '***' : shown(value),
    ]),
  )
}

function shown(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return value.replace(PASSWORD_IN_URL, '$1:***@')
  if (Array.isArray(value)) return value.map(item => shown(item) ?? null)
  return isTable(value) ? redacted(value) : value
}

function isTable(value: Json | undefined): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map)
  )
}
