import type {InputEvent} from './input.ts'

/** Nobody types that much at once, and nothing that is held down is that varied. */
const MANY_KEYS = 32
const MANY_DIFFERENT = 11

/** Keys that open a field: what follows in the same burst is meant for it. */
const OPENERS: ReadonlySet<string> = new Set(['/', ':', '?', 'e', 'ctrl+p', 'g'])

/**
 * Whether a burst is a paste of a terminal that does not say so (it knows no bracketed paste). Bursts
 * of a fast hand, of key repeat or of a script stay keys.
 */
export function looksPasted(events: readonly InputEvent[]): boolean {
  const typed = events.flatMap(event =>
    event.kind === 'key' && event.text !== null ? [event.text] : [],
  )
  const [first] = events
  if (typed.length < MANY_KEYS || first?.kind !== 'key' || OPENERS.has(first.key)) return false
  return new Set(typed).size >= MANY_DIFFERENT
}
