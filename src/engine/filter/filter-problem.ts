import {MetaxyError} from '../errors.ts'
import type {Column} from '../models/system-columns.ts'
import {compileFilter} from './compile-filter.ts'

export interface FilterProblem {
  /** What is wrong and what is allowed, on one line. */
  readonly message: string
  /** Where, in UTF-16 units from the start of the text. */
  readonly position: number
}

/** What is wrong with a text as it stands now; null when it is a good filter. For looking while typing. */
export function filterProblem(text: string, columns: readonly Column[]): FilterProblem | null {
  try {
    compileFilter(text, columns)
    return null
  } catch (error) {
    if (!(error instanceof MetaxyError) || error.code !== 'INVALID_FILTER') throw error
    return {
      message: String(error.details.reason),
      position: Number(error.details.position ?? 0),
    }
  }
}
