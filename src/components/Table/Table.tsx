import type {State} from '../theme.ts'
import type {TableColumn} from './columns.ts'

export interface TableProps {
  readonly width: number
  /** Header and rule take two of them. */
  readonly height: number
  readonly columns: readonly TableColumn[]
  /** The visible rows only. */
  readonly rows: readonly TableRow[]
  /** Position in `rows`; undefined draws no cursor. */
  readonly cursor?: number | undefined
  /** `id` of the column that the cursor is on. */
  readonly cursorColumn?: string | undefined
  /** So many of the columns that are not frozen are scrolled out at the left. */
  readonly columnOffset?: number | undefined
}

export interface TableRow {
  /** Unique among the rows of the table. */
  readonly key: string
  /** One per column, raw text; made safe here. */
  readonly cells: readonly string[]
  /** Drawn as `*`. */
  readonly marked?: boolean | undefined
  /** Drawn as its letter; `deleted` also dim and struck through. */
  readonly state?: State | undefined
}

/** Header, rule and rows, each exactly one line. */
export function Table(_props: TableProps) {
  return null
}
