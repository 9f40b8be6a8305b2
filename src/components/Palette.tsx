import {Lines} from './Lines.tsx'
import {Overlay} from './Overlay.tsx'
import {Panel} from './Panel.tsx'
import {type PaletteGroup, paletteLines, paletteWindow} from './palette-lines.ts'
import {indented, shownText} from './spans.ts'
import {TextField} from './TextField/TextField.tsx'
import type {TextFieldState} from './TextField/text-field-state.ts'
import {useTheme} from './theme-context.ts'
import {wrapText} from './wrap.ts'

export type {PaletteGroup, PaletteItem} from './palette-lines.ts'

export interface PaletteProps {
  /** Of the whole screen; the palette sizes itself within. */
  readonly columns: number
  readonly rows: number
  readonly title: string
  readonly query: TextFieldState
  /** Right of the query: `type to search, Enter runs`. */
  readonly hint?: string | undefined
  readonly groups: readonly PaletteGroup[]
  /** Position over all items of all groups. */
  readonly selected: number
  /** Lines under the list about the selected item. */
  readonly description?: string | undefined
  /** In the bottom border: `9 of 64 · Esc close`. */
  readonly note?: string | undefined
}

/** A searchable list over the screen: actions, finder, column picker. */
export function Palette(props: PaletteProps) {
  const {columns, rows, title, query, hint, groups, selected, description = '', note} = props
  const theme = useTheme()
  const width = Math.min(columns - 4, WIDEST)
  const height = Math.max(8, Math.min(rows - 4, TALLEST))
  const inner = width - 4
  const about = wrapText(shownText(theme, description, inner * 2), inner).slice(0, 2)
  const listHeight = height - 2 - 2 - (description === '' ? 0 : about.length + 1)
  const {lines, selectedLine} = paletteLines(theme, groups, selected, inner)
  const list = paletteWindow(lines, selectedLine, listHeight)
  const below = description === '' ? [] : ['', ...about]
  const besideQuery = hint === undefined ? undefined : `${hint} `
  return (
    <Overlay columns={columns} rows={rows} width={width} height={height}>
      <Panel title={title} note={note} width={width} height={height} focused>
        <TextField state={query} width={width - 2} prompt=" > " focused hint={besideQuery} />
        <Lines
          lines={['', ...list, ...below].map(indented)}
          width={width - 2}
          height={height - 3}
        />
      </Panel>
    </Overlay>
  )
}

const WIDEST = 84
const TALLEST = 26
