import type {StoredFigures} from '../models/stored-figures.ts'
import type {DeltaSnapshot} from './snapshot.ts'

/**
 * What a table has as its log says, without a look at the files; null where the statistics of one say
 * nothing. Writers may err.
 */
export function storedFigures({files}: DeltaSnapshot): StoredFigures | null {
  let [rows, bytes] = [0, 0]
  for (const {stats, size} of files) {
    const records = numRecords(stats ?? '')
    if (records === null) return null
    rows += records
    bytes += size
  }
  return {rows, files: files.length, bytes}
}

function numRecords(stats: string): number | null {
  try {
    const records: unknown = JSON.parse(stats)?.numRecords
    return typeof records === 'number' ? records : null
  } catch {
    return null
  }
}
