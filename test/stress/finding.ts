/** One figure of a stress run and what it has to be. */
export interface Finding {
  readonly what: string
  readonly found: number | string
  readonly expected: number | string
}
