import type {ReactNode} from 'react'

export interface OverlayProps {
  /** Of the whole screen. */
  readonly columns: number
  /** Of the whole screen, as drawn. */
  readonly rows: number
  /** Of the child. */
  readonly width: number
  /** Of the child. */
  readonly height: number
  /** Default centre. */
  readonly place?: 'centre' | 'bottom' | undefined
  readonly children: ReactNode
}

/** Draws its child over what is already there; give it as the last child of the screen's box. */
export function Overlay(_props: OverlayProps) {
  return null
}
