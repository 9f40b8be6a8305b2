import type {Context} from '../questions/context.ts'
import type {KeptRows} from '../questions/kept-rows.ts'
import type {GivenInputs} from './given-inputs.ts'
import type {Journal} from './journal.ts'

/** What changes are planned, previewed and committed with. */
export interface Staging {
  readonly context: Context
  readonly journal: Journal
  /** Microseconds since 1970, UTC: what rows are stamped with. */
  readonly nowMicros: bigint
  /** The run that appended rows belong to, unless their change names one; null: none. */
  readonly materializationId: string | null
  /** The rows that changes bring along. */
  readonly inputs: GivenInputs
  /** For as long as nothing is written: what several questions ask of the same tables. */
  readonly keptRows?: KeptRows
  /** Nothing is compared with the base later: it needs no hashes over rows. */
  readonly atOnce?: boolean
}
