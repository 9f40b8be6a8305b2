import {Box} from 'ink'
import type {ReactNode} from 'react'
import {bottomBorder, topBorder} from './border.ts'
import {Painted} from './Lines.tsx'
import type {Line} from './spans.ts'
import {useTheme} from './theme-context.ts'

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
export function Panel({title, note = '', width, height, focused = false, children}: PanelProps) {
  const theme = useTheme()
  const inner = Math.max(0, height - 2)
  const side = theme.paint(
    focused ? 'focus' : 'muted',
    theme.boxes[focused ? 'heavy' : 'light'].vertical,
  )
  const sides = Array.from({length: inner}, () => side)
  return (
    <Box flexDirection="column" flexShrink={0} width={width} height={height}>
      <Painted lines={[topBorder(theme, title, width, focused)]} />
      <Box height={inner} flexShrink={0}>
        <Painted lines={sides} />
        <Box flexDirection="column" flexShrink={0} width={width - 2} height={inner}>
          {children}
        </Box>
        <Painted lines={sides} />
      </Box>
      <Painted lines={[bottomBorder(theme, note, width, focused)]} />
    </Box>
  )
}
