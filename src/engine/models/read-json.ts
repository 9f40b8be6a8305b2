import {MetaxyError} from '../errors.ts'
import {type FeatureKey, parseKey} from './feature-key.ts'
import {isJsonArray, isJsonObject, type JsonValue} from './json.ts'
import {pythonJson} from './python-json.ts'

/** Reads the value that stands at a path such as `deps[0].optional`. */
type Reader<T> = (value: JsonValue | undefined, path: string) => T

/** @throws MetaxyError INVALID_INPUT naming the path, what was expected and what was found. */
export function fail(path: string, expected: string, found: JsonValue | undefined): never {
  const text = found === undefined ? 'nothing' : pythonJson(found)
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text
  const where = path === '' ? 'The spec' : `The spec's "${path}"`
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: `${where} should be ${expected}, found ${short}.`,
    details: {path},
  })
}

/** The members of an object, of which only the named ones may be there. */
export function readMembers<Name extends string>(
  value: JsonValue | undefined,
  path: string,
  names: readonly Name[],
): Readonly<Partial<Record<Name, JsonValue>>> {
  if (!isJsonObject(value)) return fail(path, 'an object', value)
  const known: ReadonlySet<string> = new Set(names)
  const unknown = [...value.keys()].find(name => !known.has(name))
  if (unknown !== undefined) {
    const inner = path === '' ? unknown : `${path}.${unknown}`
    fail(inner, `left out (known members: ${names.join(', ')})`, value.get(unknown))
  }
  const members: Partial<Record<Name, JsonValue>> = {}
  for (const name of names) {
    const member = value.get(name)
    if (member !== undefined) members[name] = member
  }
  return members
}

export function readText(value: JsonValue | undefined, path: string): string {
  return typeof value === 'string' ? value : fail(path, 'a text', value)
}

export function readBoolean(value: JsonValue | undefined, path: string): boolean {
  return typeof value === 'boolean' ? value : fail(path, 'true or false', value)
}

export function readKey(value: JsonValue | undefined, path: string): FeatureKey {
  try {
    return parseKey(readText(value, path))
  } catch {
    return fail(path, 'a key: parts of lower-case letters, digits, "_", "-" joined by "/"', value)
  }
}

export function readNullable<T>(
  value: JsonValue | undefined,
  path: string,
  read: Reader<T>,
): T | null {
  return value === null || value === undefined ? null : read(value, path)
}

export function readList<T>(
  value: JsonValue | undefined,
  path: string,
  read: Reader<T>,
): readonly T[] {
  if (!isJsonArray(value)) return fail(path, 'a list', value)
  return value.map((item, index) => read(item, `${path}[${index}]`))
}

export function readMap<T>(
  value: JsonValue | undefined,
  path: string,
  read: Reader<T>,
): ReadonlyMap<string, T> {
  if (!isJsonObject(value)) return fail(path, 'an object', value)
  return new Map([...value].map(([name, member]) => [name, read(member, `${path}.${name}`)]))
}
