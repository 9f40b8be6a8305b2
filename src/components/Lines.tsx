import {Box, Text} from 'ink'
import {memo} from 'react'
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

/**
 * Lines that are painted already, each of the same width. A text per line: Ink remembers how wide
 * a text is, and from one key to the next only few lines change.
 */
export function Painted({lines}: {readonly lines: readonly string[]}) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place.
        <PaintedLine key={row} line={line} />
      ))}
    </Box>
  )
}

const PaintedLine = memo(function PaintedLine({line}: {readonly line: string}) {
  return <Text>{line}</Text>
})
