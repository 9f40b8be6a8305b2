import {MetaxyError} from '../errors.ts'
import type {JsonValue} from './json.ts'

/**
 * A value of the program as a JSON tree. Whole numbers become Python's integers, also `1.0`, which
 * JavaScript cannot tell from `1`; what is no number becomes null, as in Metaxy; members that are
 * undefined are left out.
 *
 * @param path where the value stands, for the message.
 * @throws MetaxyError INVALID_INPUT for what JSON has no word for.
 */
export function jsonOfValue(value: unknown, path: string): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return {lexeme: value.toString()}
  if (typeof value === 'number') return Number.isFinite(value) ? {lexeme: String(value)} : null
  if (Array.isArray(value))
    return value.map((item, index) => jsonOfValue(item, `${path}[${index}]`))
  if (value instanceof Map) return jsonMembers([...value], path)
  if (isPlainObject(value)) return jsonMembers(Object.entries(value), path)
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: `"${path}" should be JSON: texts, numbers, flags, null, lists and objects; found ${kindOf(value)}.`,
    details: {path},
  })
}

function jsonMembers(entries: readonly (readonly [unknown, unknown])[], path: string): JsonValue {
  return new Map(
    entries.flatMap(([name, member]) =>
      member === undefined
        ? []
        : [[String(name), jsonOfValue(member, path === '' ? String(name) : `${path}.${name}`)]],
    ),
  )
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // An object of another module's realm has another `Object`.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value
  return `a ${value.constructor?.name ?? 'nameless object'}`
}
