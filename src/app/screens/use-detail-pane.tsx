import {type ReactNode, useMemo} from 'react'
import {type DetailLine, DetailPane, detailLines} from '../../components/DetailPane.tsx'
import type {Line} from '../../components/spans.ts'
import {useTheme} from '../../components/theme-context.ts'
import {useAppState} from '../use-app-state.ts'
import type {Layout} from './layout.ts'
import {shownPart} from './shown-part.ts'
import {useRoom} from './use-room.ts'

export interface DetailText {
  readonly title: Line
  readonly lines: readonly DetailLine[]
}

/** The detail pane of a screen, and the room that it and a list of `listHeight` lines have. */
export function useDetailPane(
  {detail}: Layout,
  listHeight: number,
  {title, lines}: DetailText,
): ReactNode {
  const theme = useTheme()
  const {pane, detailTop} = useAppState(state => state.navigation)
  const {width, height} = detail ?? {width: 4, height: 2}
  const drawn = useMemo(() => detailLines(theme, lines, width - 4).length, [theme, lines, width])
  useRoom(listHeight, drawn, height - 2)
  const part = shownPart(drawn, height - 2, detailTop, pane === 'detail')
  return (
    <DetailPane
      title={title}
      note={part.note}
      width={width}
      height={height}
      focused={pane === 'detail'}
      lines={lines}
      offset={part.top}
    />
  )
}
