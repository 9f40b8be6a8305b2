import {displayWidth} from './display-width.ts'
import {Lines} from './Lines.tsx'
import {type Span, span} from './spans.ts'

export interface KeyHintsProps {
  readonly width: number
  /** Most useful first; those that do not fit are left out. */
  readonly hints: readonly KeyHint[]
  /** Kept at the end whatever happens: palette, command line, quit. */
  readonly pinned?: readonly KeyHint[] | undefined
}

export interface KeyHint {
  /** As people read it: `Enter`, `[/]`, `c`. */
  readonly keys: string
  readonly label: string
  /** Used when not all labels fit, may be empty; without one the label is kept. */
  readonly shortLabel?: string | undefined
}

/** The last line of every screen; a hint is drawn whole or not at all. */
export function KeyHints({width, hints, pinned = []}: KeyHintsProps) {
  const line: (string | Span)[] = [' ']
  for (const {keys, label} of fitHints(hints, pinned, width - 2)) {
    line.push(span('key', keys), label === '' ? ' ' : ` ${label}  `)
  }
  return <Lines lines={[line]} width={width} height={1} />
}

/**
 * The hints that fit into `width` columns, in order: all with long labels, else all with short
 * ones, else as many with short ones as there is room for beside the pinned.
 */
export function fitHints(
  hints: readonly KeyHint[],
  pinned: readonly KeyHint[],
  width: number,
): readonly KeyHint[] {
  const all = [...hints, ...pinned]
  if (totalWidth(all) <= width) return all
  const last = pinned.map(short)
  let room = width - totalWidth(last)
  if (room < 0) return fitHints(last.slice(0, -1), [], width)
  const first: KeyHint[] = []
  for (const hint of hints.map(short)) {
    room -= totalWidth([hint])
    if (room < 0) break
    first.push(hint)
  }
  return [...first, ...last]
}

function short(hint: KeyHint): KeyHint {
  return {keys: hint.keys, label: hint.shortLabel ?? hint.label}
}

function totalWidth(hints: readonly KeyHint[]): number {
  return hints.reduce(
    (sum, {keys, label}) => sum + displayWidth(keys) + (label === '' ? 1 : displayWidth(label) + 3),
    0,
  )
}
