import {Box} from 'ink'
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
  /** Must fill its size with characters: what it leaves out, the screen below shows. */
  readonly children: ReactNode
}

/** Draws its child over what is already there; give it as the last child of the screen's box. */
export function Overlay({columns, rows, width, height, place = 'centre', children}: OverlayProps) {
  const free = Math.max(0, rows - height)
  return (
    <Box
      position="absolute"
      left={Math.max(0, Math.floor((columns - width) / 2))}
      top={place === 'centre' ? Math.floor(free / 2) : free}
      width={Math.min(width, columns)}
      height={Math.min(height, rows)}
      flexDirection="column"
    >
      {children}
    </Box>
  )
}
