import type {DeltaSnapshot} from './snapshot.ts'

/**
 * How many rows a table has as its log says, without a look at the files; null where the statistics of one
 * say nothing. Writers may err: a figure for choosing a way, not for showing.
 */
export function recordCount({files}: DeltaSnapshot): number | null {
  let count = 0
  for (const {stats} of files) {
    const records = numRecords(stats ?? '')
    if (records === null) return null
    count += records
  }
  return count
}

function numRecords(stats: string): number | null {
  try {
    const records: unknown = JSON.parse(stats)?.numRecords
    return typeof records === 'number' ? records : null
  } catch {
    return null
  }
}
