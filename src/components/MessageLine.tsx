import {joinEnds} from './join-ends.ts'
import {Lines} from './Lines.tsx'
import type {Line} from './spans.ts'
import {useTheme} from './theme-context.ts'

export interface MessageLineProps {
  readonly width: number
  /** Cut when it is long. */
  readonly message: Line
  /** Kept whole while it fits: tasks, marks, staged changes. */
  readonly right?: Line | undefined
}

/** The line above the key hints. */
export function MessageLine({width, message, right = ''}: MessageLineProps) {
  const theme = useTheme()
  const line = joinEnds(theme, message, right, width - 2)
  return <Lines lines={[[' ', ...line]]} width={width} height={1} />
}
