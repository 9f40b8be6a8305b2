import {Lines} from './Lines.tsx'

export interface TooSmallProps {
  readonly columns: number
  readonly rows: number
  readonly product: string
  readonly minimumColumns: number
  readonly minimumRows: number
}

/** What is shown instead of a screen that has no room. */
export function TooSmall({columns, rows, product, minimumColumns, minimumRows}: TooSmallProps) {
  const sentence = `terminal is ${columns}x${rows}, ${product} needs ${minimumColumns}x${minimumRows}`
  const lines = [sentence, 'q quit   (resizing updates this line)']
  // One row stays free: a frame as high as the terminal scrolls it.
  return <Lines lines={lines} width={columns} height={Math.max(1, Math.min(2, rows - 1))} />
}
