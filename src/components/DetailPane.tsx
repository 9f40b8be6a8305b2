import {displayWidth} from './display-width.ts'
import {Lines} from './Lines.tsx'
import type {Meaning} from './meanings.ts'
import {Panel} from './Panel.tsx'
import {indented, type Line, shownText, span} from './spans.ts'
import type {Theme} from './theme.ts'
import {useTheme} from './theme-context.ts'
import {wrapText} from './wrap.ts'

export interface DetailPaneProps {
  readonly title: Line
  readonly note?: Line | undefined
  readonly width: number
  readonly height: number
  readonly focused?: boolean | undefined
  readonly lines: readonly DetailLine[]
  /** First line drawn, counted after wrapping. */
  readonly offset?: number | undefined
}

export type DetailLine =
  | {readonly kind: 'heading'; readonly text: string}
  /** Label and value on one line while they fit, else the value below. */
  | {
      readonly kind: 'value'
      readonly label: string
      readonly value: string
      readonly meaning?: Meaning | undefined
    }
  /** Cut, not wrapped. */
  | {readonly kind: 'line'; readonly line: Line}
  /** Wrapped; what begins with spaces goes on two further in. */
  | {readonly kind: 'text'; readonly text: string; readonly meaning?: Meaning | undefined}
  | {readonly kind: 'blank'}

/** What is selected, in full. */
export function DetailPane({lines, offset = 0, ...panel}: DetailPaneProps) {
  const theme = useTheme()
  const width = panel.width - 4
  const shown = detailLines(theme, lines, width).map(indented)
  return (
    <Panel {...panel}>
      <Lines lines={shown} width={panel.width - 2} height={panel.height - 2} offset={offset} />
    </Panel>
  )
}

/** The lines as they are drawn, so that a screen knows how far it can scroll. */
export function detailLines(
  theme: Theme,
  lines: readonly DetailLine[],
  width: number,
): readonly Line[] {
  const drawn: Line[] = []
  let labelWidth = 0
  for (const [index, line] of lines.entries()) {
    const opens = line.kind === 'value' && lines[index - 1]?.kind !== 'value'
    if (opens) labelWidth = commonLabel(theme, lines, index, width)
    drawn.push(...drawnLines(theme, line, labelWidth, width))
  }
  return drawn
}

function drawnLines(
  theme: Theme,
  line: DetailLine,
  labelWidth: number,
  width: number,
): readonly Line[] {
  switch (line.kind) {
    case 'heading':
      return [[span('heading', line.text)]]
    case 'line':
      return [line.line]
    case 'blank':
      return ['']
    case 'text':
      return wrapped(theme, line.text, width, marginOf(line.text), line.meaning ?? 'plain')
    case 'value':
      return valueLines(theme, line, labelWidth, width)
  }
}

/** Values below each other begin in the same column, unless a label is very long. */
function commonLabel(theme: Theme, lines: readonly DetailLine[], first: number, width: number) {
  let widest = 0
  for (const line of lines.slice(first)) {
    if (line.kind !== 'value') break
    const label = displayWidth(shownText(theme, line.label, width))
    if (label <= width / 2) widest = Math.max(widest, label)
  }
  return widest
}

function valueLines(
  theme: Theme,
  line: Extract<DetailLine, {readonly kind: 'value'}>,
  labelWidth: number,
  width: number,
): readonly Line[] {
  const meaning = line.meaning ?? 'plain'
  const shown = shownText(theme, line.label, width)
  const label = `${shown}${' '.repeat(Math.max(0, labelWidth - displayWidth(shown)))}  `
  const value = shownText(theme, line.value, width * MOST_LINES)
  return displayWidth(label) + displayWidth(value) <= width
    ? [[span('muted', label), span(meaning, value)]]
    : [[span('muted', label)], ...wrapped(theme, `  ${line.value}`, width, '  ', meaning)]
}

/** `margin` begins every line after the first. */
function wrapped(
  theme: Theme,
  text: string,
  width: number,
  margin: string,
  meaning: Meaning,
): readonly Line[] {
  const shown = shownText(theme, text, width * MOST_LINES)
  return wrapText(shown, width, margin).map(line => [span(meaning, line)])
}

function marginOf(text: string): string {
  const [lead = ''] = /^ */.exec(text) ?? []
  return lead === '' ? '' : `${lead}  `
}

/** Of one value; the rest is for the pager. */
const MOST_LINES = 200
