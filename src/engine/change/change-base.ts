import type {Base} from './change-preview.ts'

/** Nobody wrote to the table in between, as far as counts, times and contents tell. */
export function sameChangeBase(left: Base, right: Base): boolean {
  return (
    left.rowCount === right.rowCount &&
    left.logVersion === right.logVersion &&
    left.maxUpdatedAtMicros === right.maxUpdatedAtMicros &&
    left.maxDeletedAtMicros === right.maxDeletedAtMicros &&
    left.selectedRowsHash === right.selectedRowsHash
  )
}
