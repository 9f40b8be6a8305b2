import {Box} from 'ink'
import type {ReactNode} from 'react'
import type {Layout} from './layout.ts'

/** Main and detail beside one another, or one below the other. */
export function TwoPanes({
  layout,
  main,
  detail,
}: {
  readonly layout: Layout
  readonly main: ReactNode
  readonly detail: ReactNode
}) {
  return (
    <Box flexDirection={layout.direction} flexShrink={0}>
      {layout.main === null ? null : main}
      {layout.detail === null ? null : detail}
    </Box>
  )
}
