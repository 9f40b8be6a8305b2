/** A column as the person wants it. */
export interface TableColumn {
  readonly id: string
  readonly header: string
  readonly align: 'left' | 'right'
  /** Frozen columns stay at the left whatever the offset: the id columns. */
  readonly frozen: boolean
  /** Set by the person with `<` `>`, or measured once by the screen; else measured from the rows given. */
  readonly width?: number | undefined
  readonly sort?: 'ascending' | 'descending' | undefined
  /** 1, 2, … when several columns sort. */
  readonly sortPosition?: number | undefined
}

/** A column and where it is drawn. */
export interface PlacedColumn {
  readonly column: TableColumn
  /** Position among the columns given. */
  readonly index: number
  /** From the left edge of the cells, without the gutter. */
  readonly x: number
  readonly width: number
}
