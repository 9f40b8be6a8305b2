import {cutStartToWidth, displayWidth} from './display-width.ts'
import {Lines} from './Lines.tsx'
import {NARROW_SCREEN} from './sizes.ts'
import {type Line, shownText, span} from './spans.ts'
import type {Theme} from './theme.ts'
import {useTheme} from './theme-context.ts'

export interface CrumbLineProps {
  readonly width: number
  /** The product's short name. */
  readonly product: string
  /** Project, metadata store, feature, view; the first ones go when the line is narrow. */
  readonly crumbs: readonly string[]
  /** At the right end; `short` is used below 110 columns, a badge without one is dropped there. */
  readonly badges: readonly Badge[]
}

export interface Badge {
  readonly text: string
  readonly short?: string | undefined
}

/** The first line of every screen: where one is. */
export function CrumbLine({width, product, crumbs, badges}: CrumbLineProps) {
  const theme = useTheme()
  const narrow = width < NARROW_SCREEN
  const shownBadges = narrow
    ? badges.flatMap(badge => badge.short ?? []).join(' ')
    : badges.map(badge => badge.text).join(` ${theme.glyphs.dot} `)
  const start = ` ${product}${narrow ? '   ' : '    '}`
  const right = shownText(theme, shownBadges)
  const room = width - displayWidth(start) - displayWidth(right) - 3
  const path = crumbPath(theme, crumbs, room)
  const gap = ' '.repeat(Math.max(2, room + 2 - displayWidth(path)))
  const line: Line = [span('strong', start), path, gap, span('muted', right)]
  return <Lines lines={[line]} width={width} height={1} />
}

/** As many of the last crumbs as fit; a crumb sign at the start says that some are missing. */
function crumbPath(theme: Theme, crumbs: readonly string[], room: number): string {
  const separator = ` ${theme.glyphs.crumb} `
  const parts = crumbs.map(crumb => shownText(theme, crumb))
  for (let first = 0; first < parts.length; first += 1) {
    const path = (first === 0 ? '' : separator.trimStart()) + parts.slice(first).join(separator)
    if (displayWidth(path) <= room) return path
  }
  return cutStartToWidth(parts.at(-1) ?? '', room, theme.glyphs.ellipsis)
}
