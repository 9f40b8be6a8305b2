/**
 * Names that a mistyped one may have meant, nearest first, at most three: those a few edits away, those
 * that contain it, and those that differ only in capitals.
 */
export function nearNames(wanted: string, names: readonly string[]): readonly string[] {
  const limit = wanted.length <= 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3))
  return names
    .map(name => ({name, distance: nearness(wanted, name)}))
    .filter(one => one.distance <= limit)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(one => one.name)
}

function nearness(wanted: string, name: string): number {
  if (wanted.toLowerCase() === name.toLowerCase()) return 0
  return wanted.length >= 3 && name.includes(wanted) ? 1 : distance(wanted, name)
}

/** Levenshtein's: the fewest insertions, deletions and replacements. */
function distance(a: string, b: string): number {
  let previous = Array.from({length: b.length + 1}, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
