import {padToWidth} from './display-width.ts'
import {formatCount, formatDifference} from './format.ts'
import type {Meaning} from './meanings.ts'
import {type Line, type Span, shownText, span} from './spans.ts'
import type {Theme} from './theme.ts'
import {wrapText} from './wrap.ts'

/** The effects on one feature, or on those that read it. */
export interface EffectGroup {
  readonly title: string
  readonly lines: readonly EffectLine[]
}

export type EffectLine =
  | {
      readonly kind: 'counts'
      readonly label: string
      readonly before: number
      readonly after: number
      readonly meaning?: Meaning | undefined
    }
  /** One figure, in the diff column. */
  | {
      readonly kind: 'count'
      readonly label: string
      readonly count: number
      readonly meaning?: Meaning | undefined
    }
  /** Wrapped over as many lines as it needs. */
  | {readonly kind: 'text'; readonly text: string; readonly meaning?: Meaning | undefined}

interface EffectColumns {
  readonly width: number
  readonly label: number
  readonly figure: number
}

/** The label takes what three columns of figures leave; a figure is never cut. */
export function effectColumns(groups: readonly EffectGroup[], width: number): EffectColumns {
  const numbers = groups.flatMap(group => group.lines).flatMap(shownNumbers)
  const widest = Math.max(0, ...numbers.map(number => formatCount(number).length))
  const figure = Math.max(width >= 60 ? 11 : 9, widest + 2)
  return {width, label: Math.max(8, width - 3 * figure - 1), figure}
}

/** All lines of an effects table: a header behind each title, figures, wrapped sentences. */
export function effectLines(
  theme: Theme,
  groups: readonly EffectGroup[],
  columns: EffectColumns,
): readonly Line[] {
  return groups.flatMap((group, index) => [
    ...(index > 0 ? [''] : []),
    titleLine(theme, group, columns),
    ...group.lines.flatMap(line => drawn(theme, line, columns)),
  ])
}

function titleLine(theme: Theme, group: EffectGroup, columns: EffectColumns): Line {
  const title = shownText(theme, group.title, columns.width)
  if (group.lines.every(line => line.kind === 'text')) return [span('heading', title)]
  return [
    span('heading', padToWidth(title, columns.label, 'left', theme.glyphs.ellipsis)),
    ...figures(columns, ['before', 'after', 'diff'], 'muted'),
  ]
}

function drawn(theme: Theme, line: EffectLine, columns: EffectColumns): readonly Line[] {
  const meaning = line.meaning ?? 'plain'
  if (line.kind === 'text') {
    const text = `  ${shownText(theme, line.text)}`
    return wrapText(text, columns.width, '  ').map(part => [span(meaning, part)])
  }
  const label = `  ${shownText(theme, line.label, columns.label)}`
  const start = span(meaning, padToWidth(label, columns.label, 'left', theme.glyphs.ellipsis))
  if (line.kind === 'count') {
    return [[start, ...figures(columns, ['', '', formatCount(line.count)], meaning)]]
  }
  const {before, after} = line
  const sign: Meaning = after > before ? 'added' : after < before ? 'removed' : 'muted'
  return [
    [
      start,
      ...figures(columns, [formatCount(before), formatCount(after)], 'plain'),
      ...figures(columns, [formatDifference(before, after)], sign),
    ],
  ]
}

function shownNumbers(line: EffectLine): readonly number[] {
  if (line.kind === 'text') return []
  return line.kind === 'count' ? [line.count] : [line.before, line.after, line.before - line.after]
}

function figures(columns: EffectColumns, texts: readonly string[], meaning: Meaning): Span[] {
  return texts.map(text => span(meaning, padToWidth(text, columns.figure, 'right')))
}
