import type {Line} from './spans.ts'

export interface PaneTabsProps {
  readonly width: number
  /** `text` with its count, if any: `Warnings 3`. */
  readonly tabs: readonly {readonly id: string; readonly text: string}[]
  /** `id` of the open one. */
  readonly active: string
  /** At the right end, dropped when there is no room. */
  readonly right?: Line | undefined
}

/** `[Effects]  Rows 40  Operation  Warnings 3`. */
export function PaneTabs(_props: PaneTabsProps) {
  return null
}
