import {Lines} from './Lines.tsx'
import type {Meaning} from './meanings.ts'
import {type Line, shownText, span} from './spans.ts'
import type {Theme} from './theme.ts'
import {useTheme} from './theme-context.ts'
import {wrapText} from './wrap.ts'

export interface NoticeProps {
  readonly width: number
  readonly kind: 'information' | 'warning' | 'error'
  /** What, where, what to do; wrapped. */
  readonly text: string
  /** Keys that help, behind the text. */
  readonly keys?: readonly {readonly keys: string; readonly label: string}[] | undefined
  /** At most so many lines; default 1. */
  readonly height?: number | undefined
}

/** A banner in a pane: `! dev.duckdb is being written by python (PID 29335)   r now`. */
export function Notice({height = 1, ...notice}: NoticeProps) {
  const lines = noticeLines(useTheme(), notice)
  const shown = lines.slice(0, height)
  // The last line drawn tells that there was more.
  if (lines.length > height) shown[height - 1] = lines.slice(height - 1).flat()
  return <Lines lines={shown} width={notice.width} height={shown.length} />
}

/** All lines of a notice, so that a screen can reckon with its height. */
export function noticeLines(theme: Theme, notice: Omit<NoticeProps, 'height'>): Line[] {
  const meaning = MEANINGS[notice.kind]
  const sign = notice.kind === 'information' ? theme.glyphs.dot : theme.glyphs.states.error
  const hints = (notice.keys ?? []).map(({keys, label}) => `   ${keys} ${label}`).join('')
  const text = shownText(theme, notice.text + hints, MOST_LINES * notice.width)
  return wrapText(text, notice.width - 2).map((line, index) => [
    span(meaning, index === 0 ? `${sign} ` : '  '),
    span(meaning, line),
  ])
}

const MEANINGS = {information: 'plain', warning: 'warning', error: 'error'} satisfies Record<
  NoticeProps['kind'],
  Meaning
>
const MOST_LINES = 20
