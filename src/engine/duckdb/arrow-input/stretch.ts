import type {Data} from 'apache-arrow'

/** A stretch of an Arrow column. */
export interface Stretch {
  readonly data: Data
  readonly start: number
  readonly count: number
}
