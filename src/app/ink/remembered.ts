/**
 * The same function, with its latest answers kept: what only depends on a text is asked again for every
 * line of every frame. What is asked for nowhere among the last 1024 to 2048 different texts is let go.
 */
export function remembered<T>(ask: (text: string) => T): (text: string) => T {
  let known = new Map<string, T>()
  let older = new Map<string, T>()
  return text => {
    if (typeof text !== 'string' || text.length > LONGEST) return ask(text)
    const kept = known.get(text)
    if (kept !== undefined) return kept
    const answer = older.get(text) ?? ask(text)
    if (known.size >= MOST) {
      older = known
      known = new Map()
    }
    known.set(text, answer)
    return answer
  }
}

/** Longer texts are not on a screen. */
const LONGEST = 2000
const MOST = 1024
