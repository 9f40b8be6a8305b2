import {Text} from 'ink'
import {type Line, paintLine} from './spans.ts'
import {useTheme} from './theme-context.ts'

export interface LinesProps {
  /** Cut to the width, padded to the height; the rest is not drawn. */
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
  /** First line drawn; default 0. */
  readonly offset?: number | undefined
}

/** Plain lines, the inside of most panes. */
export function Lines({lines, width, height, offset = 0}: LinesProps) {
  const theme = useTheme()
  const shown = Array.from({length: Math.max(0, height)}, (_, row) =>
    paintLine(theme, lines[offset + row] ?? '', width),
  )
  return <Painted lines={shown} />
}

/** Lines that are painted already, each of the same width. */
export function Painted({lines}: {readonly lines: readonly string[]}) {
  return lines.length === 0 ? null : <Text>{lines.join('\n')}</Text>
}
