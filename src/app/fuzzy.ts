/** What was found, best first. */
export interface Match<T> {
  readonly item: T
  readonly score: number
}

/** The items whose text holds the letters of the query in order; all of them for an empty query. */
export function fuzzyMatches<T>(
  query: string,
  items: readonly T[],
  textOf: (item: T) => string,
): readonly T[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return items
  return items
    .flatMap((item): readonly Match<T>[] => {
      const score = fuzzyScore(wanted, textOf(item).toLowerCase())
      return score === null ? [] : [{item, score}]
    })
    .sort((left, right) => right.score - left.score)
    .map(({item}) => item)
}

/** Higher is nearer; null when a letter is missing. Both texts are lower case. */
export function fuzzyScore(query: string, text: string): number | null {
  const whole = text.indexOf(query)
  if (whole !== -1) {
    const place = whole === 0 ? START : startsWord(text, whole) ? WORD : 0
    return WHOLE + place - text.length / LONG
  }
  let score = 0
  let at = -1
  for (const letter of query) {
    if (letter === ' ') continue
    const next = text.indexOf(letter, at + 1)
    if (next === -1) return null
    score += next === at + 1 ? RUN : startsWord(text, next) ? WORD : -(next - at) / LONG
    at = next
  }
  return score - text.length / LONG
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
}

/** A text that holds the query as it is comes before any that only holds its letters. */
const WHOLE = 1000
const START = 16
const WORD = 8
const RUN = 4
const LONG = 100
