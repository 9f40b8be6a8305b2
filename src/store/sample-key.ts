import type {Column, Row, SampleId} from '../engine/index.ts'

/** One text per sample, to key maps with; ids hold JSON values only. */
export function sampleKey(id: SampleId): string {
  return JSON.stringify(id)
}

/** The id of a row: its values under the id columns, in the order of the spec. */
export function sampleOf(
  row: Row,
  columns: readonly Column[],
  idColumns: readonly string[],
): SampleId {
  return idColumns.map(name => row[columns.findIndex(column => column.name === name)] ?? null)
}

/** The id as people read it: `vid_001`, or its parts with a `·` between them. */
export function sampleText(id: SampleId): string {
  return id.map(part => (typeof part === 'string' ? part : JSON.stringify(part))).join(' · ')
}
