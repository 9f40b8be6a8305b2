import {Lines} from '../../../components/Lines.tsx'
import {Panel} from '../../../components/Panel.tsx'
import {useTheme} from '../../../components/theme-context.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {stagedLines, stagedNote, stagedTitle} from './staged-lines.ts'

/** The list of staged changes, in the order they will be committed. */
export function StagedPane({
  width,
  height,
  focused,
  isWide,
}: {
  readonly width: number
  readonly height: number
  readonly focused: boolean
  readonly isWide: boolean
}) {
  const theme = useTheme()
  const {appState, now} = useAppWorld()
  const changes = useAppState(state => state.changes)
  const {cursor} = useAppState(state => state.changesView)
  const timeFormat = useAppState(state => state.timeFormat)
  const {lines, cursorEnd} = stagedLines(theme, changes, cursor.index, {
    isWide,
    width: width - 2,
    metadataStore: appState.project.chosen.name,
    times: {timeFormat, nowMicros: now()},
  })
  // The chosen change is always seen; below the list there may be more than fits.
  const offset = Math.max(0, cursorEnd - (height - 2))
  const isCut = lines.length > offset + height - 2
  return (
    <Panel
      title={stagedTitle(changes, appState.project.chosen.name)}
      note={stagedNote(changes.staged.length, cursor.index, isCut)}
      width={width}
      height={height}
      focused={focused}
    >
      <Lines lines={lines} width={width - 2} height={height - 2} offset={offset} />
    </Panel>
  )
}
