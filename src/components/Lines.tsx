import type {Line} from './spans.ts'

export interface LinesProps {
  /** Cut to the width, padded to the height; the rest is not drawn. */
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
}

/** Plain lines, the inside of most panes. */
export function Lines(_props: LinesProps) {
  return null
}
