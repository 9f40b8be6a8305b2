/**
 * A stored value in the JSON form of the contract (commands.md §1): 64-bit integers beyond ±(2^53−1)
 * and decimals are texts, times have six digits, blobs are base64, structs and maps are objects.
 */
export type CellValue =
  | string
  | number
  | boolean
  | null
  | readonly CellValue[]
  | {readonly [member: string]: CellValue}

/** The values of the id columns of one sample, in the order of the spec. */
export type SampleId = readonly CellValue[]

/** One row, its cells in the order of the columns that came with it. */
export type Row = readonly CellValue[]
