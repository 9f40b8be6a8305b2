export interface SqlTextProps {
  readonly width: number
  readonly height: number
  /** Any number of lines; long ones are continued on the next line. */
  readonly text: string
  /** First line drawn, counted after wrapping. */
  readonly offset?: number | undefined
}

/** A statement to be read: comments muted, keywords strong. */
export function SqlText(_props: SqlTextProps) {
  return null
}
