import {Lines} from './Lines.tsx'
import {Overlay} from './Overlay.tsx'
import {Panel} from './Panel.tsx'
import {indented, type Line, lineWidth, type Span, span} from './spans.ts'
import {useTheme} from './theme-context.ts'

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
export function Dialog({columns, rows, title, lines, buttons}: DialogProps) {
  const theme = useTheme()
  const buttonLine = buttons.flatMap(button => [...buttonSpans(button), '   '])
  const widest = Math.max(
    ...[title, buttonLine, ...lines].map(line => lineWidth(theme, line)),
    NARROWEST,
  )
  const width = Math.min(widest + 4, columns - 2)
  // The buttons stay in sight whatever else is cut.
  const body = lines.slice(0, Math.max(0, rows - 4))
  const height = Math.min(body.length + 4, rows)
  return (
    <Overlay columns={columns} rows={rows} width={width} height={height}>
      <Panel title={title} width={width} height={height} focused>
        <Lines
          lines={[...body, '', buttonLine].map(indented)}
          width={width - 2}
          height={height - 2}
        />
      </Panel>
    </Overlay>
  )
}

function buttonSpans(button: DialogButton): readonly (string | Span)[] {
  const {label, key, focused = false, disabledReason} = button
  if (disabledReason !== undefined) return [span('muted', `${label} (${disabledReason})`)]
  if (focused) return [span('selected', `[ ${label} ]`)]
  return key === undefined ? [label] : [span('key', key), ` ${label}`]
}

const NARROWEST = 40
