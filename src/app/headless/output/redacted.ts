import {isSecretName, REDACTED, withoutSecrets} from '../../../engine/index.ts'
import {isTable, type Json, type JsonObject} from './json.ts'

/** Settings as they may be shown: values of secret names, and logins inside addresses, hidden. */
export function redacted(settings: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      isSecretName(name) && !isTable(value) ? REDACTED : shown(value),
    ]),
  )
}

function shown(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return withoutSecrets(value)
  if (Array.isArray(value)) return value.map(item => shown(item) ?? null)
  return isTable(value) ? redacted(value) : value
}
