import type {ReactNode} from 'react'
import type {Line} from './spans.ts'

export interface PanelProps {
  /** Written into the top border. */
  readonly title: Line
  /** Written into the bottom border, at its right end. */
  readonly note?: Line | undefined
  /** Of the whole box, borders included. */
  readonly width: number
  /** Of the whole box, borders included. */
  readonly height: number
  /** Draws the border heavy. */
  readonly focused?: boolean | undefined
  /** Sized by the giver: at most `width - 2` by `height - 2`. */
  readonly children?: ReactNode
}

/** A box with a title in its top border and a note in its bottom border. */
export function Panel(_props: PanelProps) {
  return null
}
