import type {Line} from './spans.ts'
import type {Meaning} from './theme.ts'

export interface DetailPaneProps {
  readonly title: Line
  readonly note?: Line | undefined
  readonly width: number
  readonly height: number
  readonly focused?: boolean | undefined
  readonly lines: readonly DetailLine[]
  /** First line drawn, counted after wrapping. */
  readonly offset?: number | undefined
}

export type DetailLine =
  | {readonly kind: 'heading'; readonly text: string}
  /** Label and value on one line while they fit, else the value below. */
  | {
      readonly kind: 'value'
      readonly label: string
      readonly value: string
      readonly meaning?: Meaning | undefined
    }
  /** Cut, not wrapped. */
  | {readonly kind: 'line'; readonly line: Line}
  /** Wrapped. */
  | {readonly kind: 'text'; readonly text: string; readonly meaning?: Meaning | undefined}
  | {readonly kind: 'blank'}

/** What is selected, in full. */
export function DetailPane(_props: DetailPaneProps) {
  return null
}
