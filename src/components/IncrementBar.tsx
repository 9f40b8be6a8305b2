import type {State} from './theme.ts'

export interface IncrementBarProps {
  readonly width: number
  readonly tabs: readonly ClassTab[]
  /** `id` of the open one. */
  readonly active: string
}

export interface ClassTab {
  readonly id: string
  readonly state: State
  readonly label: string
  /** Used when the long labels do not fit. */
  readonly shortLabel?: string | undefined
  /** Undefined while it is being computed; a text such as `not available` is drawn as it is. */
  readonly count: number | string | undefined
}

/** `[~ stale 38]   + new 12   - orphaned 2   = up to date 3,374`. */
export function IncrementBar(_props: IncrementBarProps) {
  return null
}
