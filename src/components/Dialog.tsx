import type {Line} from './spans.ts'

export interface DialogProps {
  /** Of the whole screen; the dialog sizes itself within. */
  readonly columns: number
  readonly rows: number
  readonly title: string
  readonly lines: readonly Line[]
  readonly buttons: readonly DialogButton[]
}

export interface DialogButton {
  readonly label: string
  /** Drawn before the label; a focused button is pressed with Enter and needs none. */
  readonly key?: string | undefined
  readonly focused?: boolean | undefined
  /** Why it cannot be pressed; drawn behind the label. */
  readonly disabledReason?: string | undefined
}

/** A question over the screen: `[ Cancel ]   y commit`. */
export function Dialog(_props: DialogProps) {
  return null
}
