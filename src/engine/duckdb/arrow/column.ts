import type {Vector} from '@duckdb/node-bindings'
import {BufferType, Data, type DataType} from 'apache-arrow'
import type {Rows} from './rows.ts'

/** How the vectors of one DuckDB type become columns of one Arrow type. */
export interface ColumnReader {
  readonly type: DataType
  /** Copies: the result does not depend on the vector. */
  read(vector: Vector, rows: Rows): Data
}

export interface ColumnParts<T extends DataType> {
  readonly type: T
  readonly rowCount: number
  readonly validity?: Uint8Array | undefined
  readonly offsets?: Int32Array
  readonly values?: T['TArray']
  readonly children?: Data[]
}

/** An Arrow column of one batch; NULLs are counted when somebody asks. */
export function makeColumn<T extends DataType>(parts: ColumnParts<T>): Data<T> {
  const {type, rowCount, validity, offsets, values, children} = parts
  const buffers = {
    ...(offsets && {[BufferType.OFFSET]: offsets}),
    ...(values && {[BufferType.DATA]: values}),
    ...(validity && {[BufferType.VALIDITY]: validity}),
  }
  return new Data(type, 0, rowCount, validity ? -1 : 0, buffers, children)
}
