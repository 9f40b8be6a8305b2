import {formatDuration} from './format.ts'
import {Lines} from './Lines.tsx'
import {span} from './spans.ts'
import {useTheme} from './theme-context.ts'

export interface WaitingProps {
  readonly width: number
  /** What runs: `increment of example/crop`. */
  readonly what: string
  /** Milliseconds since it started; the spinner turns with it. */
  readonly elapsedMs: number
  /** 0 to 1, when known. */
  readonly progress?: number | undefined
  /** How to stop it: `Esc cancel`. */
  readonly hint?: string | undefined
}

/** One line that says what runs and since when. */
export function Waiting({width, what, elapsedMs, progress, hint = ''}: WaitingProps) {
  const {spinner, ellipsis} = useTheme().glyphs
  const turn = spinner[Math.floor(elapsedMs / TURN_MS) % spinner.length] ?? ''
  const share = progress === undefined ? '' : ` ${Math.floor(progress * 100)} %`
  const line = [
    span('focus', turn),
    ` ${what}${ellipsis}${share}  ${formatDuration(elapsedMs)}  `,
    span('muted', hint),
  ]
  return <Lines lines={[line]} width={width} height={1} />
}

const TURN_MS = 80
