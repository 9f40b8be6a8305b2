import type {Column, IncrementClass, Row} from '../../../engine/index.ts'
import type {JsonObject} from '../output/json.ts'
import {type PrintedRows, rowObject} from '../output/printed-rows.ts'
import type {Printer} from '../output/printer.ts'

export const INCREMENT_CLASSES: readonly IncrementClass[] = ['new', 'stale', 'orphaned']

/** One class of an increment as far as it was asked for. */
export interface IncrementPart {
  readonly part: IncrementClass
  /** False: only the count is wanted (`--class` named another one). */
  readonly asked: boolean
  /** Whole, whatever the limit. */
  readonly rowCount: number
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

export function partAsJson({asked, rowCount, columns, rows}: IncrementPart): JsonObject {
  return {
    row_count: rowCount,
    ...(asked ? {rows: rows.map(row => rowObject(columns, row))} : {}),
  }
}

export function incrementTables(parts: readonly IncrementPart[], print: Printer): string {
  return parts
    .map(part => {
      const title = `${part.part}: ${print.counted(part.rowCount, 'row')}\n`
      return part.rows.length === 0 ? title : `${title}${print.rows(part)}`
    })
    .join('\n')
}

/**
 * Rows of all classes below one another, for csv and jsonl: their class first, then every column of
 * any class, null where a class does not have it. Rows of one class alone are printed as they are.
 */
export function printedParts(
  parts: readonly IncrementPart[],
  only: IncrementClass | undefined,
): PrintedRows {
  const alone = parts.find(({part}) => part === only)
  if (alone !== undefined) return alone
  const columns = new Map(parts.flatMap(part => part.columns.map(column => [column.name, column])))
  const rows = parts.flatMap(part => {
    const positions = [...columns.keys()].map(name =>
      part.columns.findIndex(column => column.name === name),
    )
    return part.rows.map(row => [part.part, ...positions.map(position => row[position] ?? null)])
  })
  return {columns: [{name: 'class', type: 'VARCHAR'}, ...columns.values()], rows}
}
