/** Where an answer does not match what was recorded (commands.md §4); undefined when it does. */
export function firstDifference(expected: unknown, found: unknown, at = ''): string | undefined {
  if (isObject(expected)) {
    if ('$time' in expected) {
      return typeof found === 'string' && TIME.test(found)
        ? undefined
        : `${at}: ${show(found)} is no time`
    }
    if ('$any' in expected)
      return found === null || found === undefined ? `${at}: nothing` : undefined
    if ('$approx' in expected) {
      const close = typeof found === 'number' && Math.abs(found - Number(expected.$approx)) <= 1e-9
      return close ? undefined : `${at}: ${show(found)} instead of about ${show(expected.$approx)}`
    }
    if (!isObject(found)) return `${at}: ${show(found)} is no object`
    for (const [key, value] of Object.entries(expected)) {
      const inside = `${at}/${key}`
      if (!(key in found)) return `${inside}: missing`
      const difference =
        ANY_ORDER.has(key) && Array.isArray(value)
          ? anyOrder(value, found[key], inside)
          : firstDifference(value, found[key], inside)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length)
      return lengths(expected, found, at)
    for (const [index, item] of expected.entries()) {
      const difference = firstDifference(item, found[index], `${at}[${index}]`)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  return Object.is(expected, found)
    ? undefined
    : `${at}: ${show(found)} instead of ${show(expected)}`
}

const ANY_ORDER: ReadonlySet<string> = new Set(['rows', 'fields', 'features', 'stores', 'edges'])
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z?$/

function anyOrder(expected: readonly unknown[], found: unknown, at: string): string | undefined {
  if (!Array.isArray(found) || found.length !== expected.length) return lengths(expected, found, at)
  const left = [...found]
  for (const [index, item] of expected.entries()) {
    const match = left.findIndex(candidate => firstDifference(item, candidate) === undefined)
    if (match < 0) return `${at}[${index}]: nothing like ${show(item)}; left are ${show(left)}`
    left.splice(match, 1)
  }
  return undefined
}

function lengths(expected: readonly unknown[], found: unknown, at: string): string {
  const length = Array.isArray(found) ? `${found.length}` : show(found)
  return `${at}: ${length} instead of ${expected.length} items`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 400)
}
