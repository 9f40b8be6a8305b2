import type {Column, Row} from '../../../engine/index.ts'
import type {Json} from './json.ts'

export interface PrintedRows {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

/** A row as an object in column order. */
export function rowObject(columns: readonly Column[], row: Row): ReadonlyMap<string, Json> {
  return new Map(columns.map((column, index) => [column.name, row[index] ?? null]))
}
