import type {TextFieldState} from './TextField/text-field-state.ts'

export interface PaletteProps {
  /** Of the whole screen; the palette sizes itself within. */
  readonly columns: number
  readonly rows: number
  readonly title: string
  readonly query: TextFieldState
  /** Right of the query: `type to search, Enter runs`. */
  readonly hint?: string | undefined
  readonly groups: readonly PaletteGroup[]
  /** Position over all items of all groups. */
  readonly selected: number
  /** Lines under the list about the selected item. */
  readonly description?: string | undefined
  /** In the bottom border: `9 of 64 · Esc close`. */
  readonly note?: string | undefined
}

export interface PaletteGroup {
  /** Empty for a list without groups. */
  readonly title: string
  readonly items: readonly PaletteItem[]
}

export interface PaletteItem {
  readonly id: string
  /** Left column: keys, or a mark such as `x` of a picker. */
  readonly keys: string
  readonly title: string
  /** Right column: `reversible`, a type, a feature. */
  readonly detail?: string | undefined
  /** Why it cannot be run; drawn as `off: …`. */
  readonly disabledReason?: string | undefined
}

/** A searchable list over the screen: actions, finder, column picker. */
export function Palette(_props: PaletteProps) {
  return null
}
