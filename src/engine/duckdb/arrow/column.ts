import {BufferType, Data, type DataType} from 'apache-arrow'

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
