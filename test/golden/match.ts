/** Arrays under these keys match in any order (commands.md §4). */
const ANY_ORDER = new Set(['rows', 'fields', 'features', 'stores', 'edges'])

/**
 * Where an answer differs from what was recorded, by the rules of commands.md §4: every expected member
 * must match and more are fine; arrays item by item in order, unless their key allows any order;
 * `$any` any value but null, `$time` any timestamp, `$approx` a number within 1e-9.
 */
export function differences(expected: unknown, found: unknown, path = ''): readonly string[] {
  if (isObject(expected)) {
    const special = specialDifference(expected, found)
    if (special !== undefined) return special === null ? [] : [`${path}: ${special}`]
    if (!isObject(found)) return [`${path}: ${shown(found)} is no object`]
    return Object.entries(expected).flatMap(([key, value]) => {
      if (!Object.hasOwn(found, key)) return [`${path}/${key}: missing`]
      return ANY_ORDER.has(key) && Array.isArray(value)
        ? itemsInAnyOrder(value, found[key], `${path}/${key}`)
        : differences(value, found[key], `${path}/${key}`)
    })
  }
  if (Array.isArray(expected)) return itemsInOrder(expected, found, path)
  return Object.is(expected, found) || expected === found
    ? []
    : [`${path}: expected ${shown(expected)}, found ${shown(found)}`]
}

/** Undefined when the object is none of the special ones, null when it matches, else what is wrong. */
function specialDifference(
  expected: Readonly<Record<string, unknown>>,
  found: unknown,
): string | null | undefined {
  const [key, ...others] = Object.keys(expected)
  if (others.length > 0) return undefined
  switch (key) {
    case '$any':
      return found === null || found === undefined ? 'expected a value, found none' : null
    case '$time':
      return typeof found === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z?$/.test(found)
        ? null
        : `expected a timestamp, found ${shown(found)}`
    case '$approx':
      return typeof found === 'number' && Math.abs(found - Number(expected.$approx)) <= 1e-9
        ? null
        : `expected about ${expected.$approx}, found ${shown(found)}`
    default:
      return undefined
  }
}

function itemsInOrder(
  expected: readonly unknown[],
  found: unknown,
  path: string,
): readonly string[] {
  if (!Array.isArray(found) || found.length !== expected.length)
    return [wrongLength(expected, found, path)]
  return expected.flatMap((item, index) => differences(item, found[index], `${path}[${index}]`))
}

function itemsInAnyOrder(
  expected: readonly unknown[],
  found: unknown,
  path: string,
): readonly string[] {
  if (!Array.isArray(found) || found.length !== expected.length)
    return [wrongLength(expected, found, path)]
  const left = [...found]
  return expected.flatMap((item, index) => {
    const at = left.findIndex(candidate => differences(item, candidate).length === 0)
    if (at === -1) return [`${path}[${index}]: nothing like ${shown(item)} in ${shown(left)}`]
    left.splice(at, 1)
    return []
  })
}

function wrongLength(expected: readonly unknown[], found: unknown, path: string): string {
  const length = Array.isArray(found) ? `${found.length}` : shown(found)
  return `${path}: expected ${expected.length} items, found ${length}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}
