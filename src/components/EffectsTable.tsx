import {type EffectGroup, effectColumns, effectLines} from './effect-lines.ts'
import {Lines} from './Lines.tsx'
import {useTheme} from './theme-context.ts'

export type {EffectGroup, EffectLine} from './effect-lines.ts'

export interface EffectsTableProps {
  readonly width: number
  readonly height: number
  readonly groups: readonly EffectGroup[]
  /** First line drawn. */
  readonly offset?: number | undefined
}

/** Before, after and difference of what readers see. */
export function EffectsTable({width, height, groups, offset = 0}: EffectsTableProps) {
  const theme = useTheme()
  const lines = effectLines(theme, groups, effectColumns(groups, width))
  return <Lines lines={lines} width={width} height={height} offset={offset} />
}
