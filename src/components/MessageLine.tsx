import type {Line} from './spans.ts'

export interface MessageLineProps {
  readonly width: number
  /** Cut when it is long. */
  readonly message: Line
  /** Kept whole while it fits: tasks, marks, staged changes. */
  readonly right?: Line | undefined
}

/** The line above the key hints. */
export function MessageLine(_props: MessageLineProps) {
  return null
}
