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
  /** Used when not all labels fit; without one the label is kept. */
  readonly shortLabel?: string | undefined
}

/** The last line of every screen; a hint is drawn whole or not at all. */
export function KeyHints(_props: KeyHintsProps) {
  return null
}
