import type {TextFieldState} from './text-field-state.ts'

export interface TextFieldProps {
  readonly state: TextFieldState
  readonly width: number
  /** Before the text: `/`, `:`, `> `. */
  readonly prompt: string
  /** Shows the cursor. */
  readonly focused: boolean
  /** Shown muted while the text is empty. */
  readonly placeholder?: string | undefined
  /** Shown muted behind the text: what Tab would add. */
  readonly completion?: string | undefined
  /** At the right end, dropped when there is no room. */
  readonly hint?: string | undefined
  /** Drawn as a caret and a message on the line below; the field is then two lines high. */
  readonly error?: {readonly position: number; readonly message: string} | undefined
}

/** One line of text being typed. */
export function TextField(_props: TextFieldProps) {
  return null
}
