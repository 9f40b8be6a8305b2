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
export function Notice(_props: NoticeProps) {
  return null
}
