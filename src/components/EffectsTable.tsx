import {effectColumns, effectLines} from './effect-lines.ts'
import {Lines} from './Lines.tsx'
import type {Meaning} from './meanings.ts'
import {useTheme} from './theme-context.ts'

export interface EffectsTableProps {
  readonly width: number
  readonly height: number
  readonly groups: readonly EffectGroup[]
  /** First line drawn. */
  readonly offset?: number | undefined
}

/** The effects on one feature, or on those that read it. */
export interface EffectGroup {
  readonly title: string
  readonly lines: readonly EffectLine[]
}

export type EffectLine =
  | {
      readonly kind: 'counts'
      readonly label: string
      readonly before: number
      readonly after: number
      readonly meaning?: Meaning | undefined
    }
  /** One figure, in the diff column. */
  | {
      readonly kind: 'count'
      readonly label: string
      readonly count: number
      readonly meaning?: Meaning | undefined
    }
  /** Wrapped over as many lines as it needs. */
  | {readonly kind: 'text'; readonly text: string; readonly meaning?: Meaning | undefined}

/** Before, after and difference of what readers see. */
export function EffectsTable({width, height, groups, offset = 0}: EffectsTableProps) {
  const theme = useTheme()
  const lines = effectLines(theme, groups, effectColumns(groups, width))
  return <Lines lines={lines} width={width} height={height} offset={offset} />
}
