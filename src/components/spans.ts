import type {Meaning} from './theme.ts'

/** A piece of a line that means something. */
export interface Span {
  readonly text: string
  readonly meaning: Meaning
}

/** One line of a pane: raw texts and spans; made safe, cut and painted where it is drawn. */
export type Line = string | readonly (string | Span)[]
