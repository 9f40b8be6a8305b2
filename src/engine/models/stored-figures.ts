/** What a table has, roughly: figures for choosing a way, not for showing. */
export interface StoredFigures {
  readonly rows: number
  readonly files: number
  /** Of the files, packed as they are. */
  readonly bytes: number
}
