export interface WaitingProps {
  readonly width: number
  /** What runs: `increment of example/crop`. */
  readonly what: string
  /** Milliseconds since it started. */
  readonly elapsedMs: number
  /** 0 to 1, when known. */
  readonly progress?: number | undefined
  /** How to stop it: `Esc cancel`. */
  readonly hint?: string | undefined
}

/** One line that says what runs and since when. */
export function Waiting(_props: WaitingProps) {
  return null
}
