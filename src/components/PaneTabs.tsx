import {joinEnds} from './join-ends.ts'
import {Lines} from './Lines.tsx'
import {type Line, type Span, span} from './spans.ts'
import {useTheme} from './theme-context.ts'

export interface PaneTabsProps {
  readonly width: number
  /** `text` with its count, if any: `Warnings 3`. */
  readonly tabs: readonly {readonly id: string; readonly text: string}[]
  /** `id` of the open one. */
  readonly active: string
  /** At the right end, dropped when there is no room. */
  readonly right?: Line | undefined
}

/** `[Effects]  Rows 40   Operation   Warnings 3`. */
export function PaneTabs({width, tabs, active, right = ''}: PaneTabsProps) {
  const theme = useTheme()
  const left = tabs.flatMap((tab): (string | Span)[] =>
    tab.id === active ? [span('focus', `[${tab.text}]`), ' '] : [` ${tab.text} `, ' '],
  )
  return <Lines lines={[joinEnds(theme, left, right, width)]} width={width} height={1} />
}
