export interface TabLineProps {
  readonly width: number
  readonly tabs: readonly ScreenTab[]
  /** `id` of the open one. */
  readonly active: string
}

export interface ScreenTab {
  readonly id: string
  /** The key that opens it, `1` to `7`. */
  readonly key: string
  readonly label: string
  /** Used below 110 columns. */
  readonly shortLabel: string
  /** Shown behind the label unless 0. */
  readonly count?: number | undefined
}

/** The second line of every screen: `[1 Graph]  2 Rows`. */
export function TabLine(_props: TabLineProps) {
  return null
}
