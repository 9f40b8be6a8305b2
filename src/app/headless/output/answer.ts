import type {JsonObject} from './json.ts'
import type {PrintedRows} from './printed-rows.ts'
import type {Printer} from './printer.ts'

/** What a command found out, in every form it can be printed in; the commands themselves print nothing. */
export interface Answer {
  readonly json: JsonObject
  /** Ends with a line break unless it is empty. */
  readonly plain: (print: Printer) => string
  /** Only where rows are printed: for csv and jsonl. */
  readonly rows?: PrintedRows
  /** Not 0 although there is an answer: `--assert-in-sync` and work pending, features that failed. */
  readonly exitCode?: number
}

export type OutputFormat = 'plain' | 'json' | 'csv' | 'jsonl'
