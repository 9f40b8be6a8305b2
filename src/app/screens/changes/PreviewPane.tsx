import {Box} from 'ink'
import {useMemo} from 'react'
import {EffectsTable} from '../../../components/EffectsTable.tsx'
import {effectColumns, effectLines} from '../../../components/effect-lines.ts'
import {formatCount, formatDuration} from '../../../components/format.ts'
import {Lines} from '../../../components/Lines.tsx'
import {Panel} from '../../../components/Panel.tsx'
import {PaneTabs} from '../../../components/PaneTabs.tsx'
import {SqlText, sqlLines} from '../../../components/SqlText.tsx'
import {useTheme} from '../../../components/theme-context.ts'
import {idColumnsOf} from '../../../store/selectors.ts'
import {useAppState} from '../../use-app-state.ts'
import {shownPart} from '../shown-part.ts'
import {useRoom} from '../use-room.ts'
import {chosenIndex} from './chosen-preview.ts'
import {effectGroups} from './effects.ts'
import {operationText} from './operation-text.ts'
import {PendingLine} from './PendingLine.tsx'
import {selectedLines} from './selected-lines.ts'
import {selectedRows} from './selected-rows.ts'
import {shownPreview} from './staged-lines.ts'
import {warningLines} from './warning-lines.ts'

/** What committing would do: effects, the rows it is about, statements, warnings. */
export function PreviewPane({
  width,
  height,
  focused,
  listLines,
}: {
  readonly width: number
  readonly height: number
  readonly focused: boolean
  readonly listLines: number
}) {
  const theme = useTheme()
  const {pending} = useAppState(state => state.changes)
  const {tab, rows: shownRows} = useAppState(state => state.changesView)
  const {detailTop} = useAppState(state => state.navigation)
  const preview = shownPreview(pending)
  const inner = width - 4
  const room = Math.max(1, height - 4)

  const at = useAppState(state => chosenIndex(state, preview))
  const groups = useMemo(() => (preview === null ? [] : effectGroups(preview, at)), [preview, at])
  const change = preview?.changes[at]
  const operation = useMemo(() => (change === undefined ? '' : operationText(change)), [change])
  const warnings = useMemo(() => warningLines(theme, preview, inner), [theme, preview, inner])
  const idColumns = useAppState(state => idColumnsOf(state, change?.change.feature ?? ''))
  const rows = useMemo(() => {
    const {group, column} = shownRows
    return selectedLines(theme, selectedRows(change, group, idColumns), column)
  }, [theme, change, idColumns, shownRows])
  const lineCount = useMemo(() => {
    if (tab === 'operation') return sqlLines(theme, operation, inner).length
    if (tab === 'warnings') return warnings.length
    if (tab === 'rows') return rows.length
    return effectLines(theme, groups, effectColumns(groups, inner)).length
  }, [tab, theme, operation, inner, warnings, rows, groups])
  useRoom(listLines, lineCount, room)
  const part = shownPart(lineCount, room, detailTop, focused)

  const count = preview?.changes.reduce((sum, one) => sum + one.warnings.length, 0) ?? 0
  const tabs = [
    {id: 'effects', text: 'Effects'},
    {id: 'rows', text: change === undefined ? 'Rows' : `Rows ${formatCount(change.rows)}`},
    {id: 'operation', text: 'Operation'},
    {id: 'warnings', text: count === 0 ? 'Warnings' : `Warnings ${count}`},
  ]
  const total = preview?.changes.length ?? 0
  return (
    <Panel
      title={pending.status === 'finished' ? 'committed' : 'preview'}
      note={part.note}
      width={width}
      height={height}
      focused={focused}
    >
      <Box flexDirection="column" paddingLeft={1}>
        <PaneTabs
          width={inner}
          tabs={tabs}
          active={tab}
          right={total > 1 ? `change ${at + 1} of ${total}` : previewTime(preview?.durationMs)}
        />
        <PendingLine width={inner} />
        {preview === null ? null : tab === 'effects' ? (
          <EffectsTable width={inner} height={room} groups={groups} offset={part.top} />
        ) : tab === 'operation' ? (
          <SqlText width={inner} height={room} text={operation} offset={part.top} />
        ) : (
          <Lines
            lines={tab === 'rows' ? rows : warnings}
            width={inner}
            height={room}
            offset={part.top}
          />
        )}
      </Box>
    </Panel>
  )
}

function previewTime(durationMs: number | undefined): string {
  return durationMs === undefined ? '' : `in ${formatDuration(durationMs)}`
}
