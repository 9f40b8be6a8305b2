/** Of the whole frame. */
export interface DialogSize {
  readonly columns: number
  readonly rows: number
}
