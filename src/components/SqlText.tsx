import {Lines} from './Lines.tsx'
import {type Line, type Span, shownText, span} from './spans.ts'
import type {Theme} from './theme.ts'
import {useTheme} from './theme-context.ts'
import {wrapText} from './wrap.ts'

export interface SqlTextProps {
  readonly width: number
  readonly height: number
  /** Any number of lines; long ones are continued on the next line. */
  readonly text: string
  /** First line drawn, counted after wrapping. */
  readonly offset?: number | undefined
}

/** A statement to be read: comments muted, keywords strong. */
export function SqlText({width, height, text, offset = 0}: SqlTextProps) {
  const lines = sqlLines(useTheme(), text, width)
  return <Lines lines={lines} width={width} height={height} offset={offset} />
}

/** The lines as they are drawn, so that a screen knows how far it can scroll. */
export function sqlLines(theme: Theme, text: string, width: number): readonly Line[] {
  return text.split('\n').flatMap(line => {
    const shown = shownText(theme, line)
    const indent = `${/^ */.exec(shown)?.[0] ?? ''}  `
    return wrapText(shown, width, indent).map(coloured)
  })
}

function coloured(line: string): Line {
  return line.split(TOKENS).map((part): string | Span => {
    if (part.startsWith('--')) return span('muted', part)
    return KEYWORD.test(part) ? span('strong', part) : part
  })
}

/** Texts and quoted names stay whole, so that no keyword is seen within them. */
const TOKENS = /(--.*$|'(?:[^']|'')*'|"(?:[^"]|"")*"|\b[A-Z]+\b)/
const KEYWORD = /^[A-Z]{2,}$/
