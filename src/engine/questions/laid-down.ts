import {OutOfMemoryError} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {Column} from '../models/system-columns.ts'
import type {Context} from './context.ts'
import {type IncrementPlan, withExpected} from './increment-plan.ts'
import {hashedOnce, keepingRows} from './kept-rows.ts'

/** Fewer rows are hashed before a table of them is made. */
const FEWEST_ROWS = 100_000
/** Of the files; unpacked and as texts, rows take some times as much memory. */
const MOST_BYTES = 200_000_000

/**
 * The same increment with its joined upstream rows laid down in a scratch table first, where DuckDB would
 * read, join and hash them with one thread, as it does with a file of one row group: out of a table all
 * threads hash. The table goes when the metadata store is closed.
 *
 * @param columns of the upstream rows those that are asked for.
 */
export async function laidDown(
  context: Context,
  open: OpenMetadataStore,
  increment: IncrementPlan,
  columns: readonly Column[],
): Promise<IncrementPlan> {
  const {hashing} = increment.expected
  if (hashing === undefined || !isReadByOneThread(increment)) return increment
  try {
    const query = await hashedOnce(keepingRows(context.duckdb), open, hashing, columns)
    return withExpected(increment, {...increment.expected, columns, query})
  } catch (error) {
    if (error instanceof OutOfMemoryError) return increment
    throw error
  }
}

function isReadByOneThread({parents}: IncrementPlan): boolean {
  let bytes = 0
  for (const {source} of parents) {
    const stored = source.stored?.() ?? null
    if (stored === null) return false
    if (stored.rows >= FEWEST_ROWS && stored.files > 1) return false
    bytes += stored.rows >= FEWEST_ROWS ? stored.bytes : 0
  }
  return bytes > 0 && bytes <= MOST_BYTES
}
