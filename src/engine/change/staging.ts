import type {Context} from '../questions/context.ts'
import type {Journal} from './journal.ts'

/** What changes are planned, previewed and committed with. */
export interface Staging {
  readonly context: Context
  readonly journal: Journal
  /** Microseconds since 1970, UTC: what rows are stamped with. */
  readonly nowMicros: bigint
}
