/** The rows that are on the screen. */
export interface RowWindow {
  readonly top: number
  readonly count: number
}
