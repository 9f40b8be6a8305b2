import {Lines} from './Lines.tsx'
import {NARROW_SCREEN} from './sizes.ts'
import {type Span, span} from './spans.ts'

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
export function TabLine({width, tabs, active}: TabLineProps) {
  const line: (string | Span)[] = [' ']
  for (const tab of tabs) {
    const text = `${tab.key} ${label(tab, width < NARROW_SCREEN)}`
    line.push(tab.id === active ? span('focus', `[${text}]`) : ` ${text} `, ' ')
  }
  return <Lines lines={[line]} width={width} height={1} />
}

function label(tab: ScreenTab, narrow: boolean): string {
  const name = narrow ? tab.shortLabel : tab.label
  if (!tab.count) return name
  return narrow ? `${name}${tab.count}` : `${name}(${tab.count})`
}
