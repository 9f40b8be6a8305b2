import {formatCount} from './format.ts'
import {Lines} from './Lines.tsx'
import type {State} from './meanings.ts'
import {type Line, lineWidth, type Span, span} from './spans.ts'
import type {Theme} from './theme.ts'
import {useTheme} from './theme-context.ts'

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
export function IncrementBar({width, tabs, active}: IncrementBarProps) {
  const theme = useTheme()
  const long = classLine(theme, tabs, active, tab => tab.label)
  const line =
    lineWidth(theme, long) <= width
      ? long
      : classLine(theme, tabs, active, tab => tab.shortLabel ?? tab.label)
  return <Lines lines={[line]} width={width} height={1} />
}

function classLine(
  theme: Theme,
  tabs: readonly ClassTab[],
  active: string,
  label: (tab: ClassTab) => string,
): Line {
  return tabs.flatMap((tab): (string | Span)[] => {
    const glyph = span(tab.state, theme.glyphs.states[tab.state])
    const text = ` ${label(tab)} ${countText(theme, tab.count)}`
    return tab.id === active
      ? [span('focus', '['), glyph, span('focus', `${text}]`), ' ']
      : [' ', glyph, text, '  ']
  })
}

function countText(theme: Theme, count: number | string | undefined): string {
  if (count === undefined) return theme.glyphs.ellipsis
  return typeof count === 'number' ? formatCount(count) : count
}
