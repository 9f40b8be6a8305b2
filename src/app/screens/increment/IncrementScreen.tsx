import {Box} from 'ink'
import {useMemo} from 'react'
import {DetailPane, detailLines} from '../../../components/DetailPane.tsx'
import {formatCount, shortHash} from '../../../components/format.ts'
import {IncrementBar} from '../../../components/IncrementBar.tsx'
import {Lines} from '../../../components/Lines.tsx'
import {Panel} from '../../../components/Panel.tsx'
import {useTheme} from '../../../components/theme-context.ts'
import {shown} from '../../../store/loading/loadable.ts'
import {
  currentIncrement,
  currentIncrementView,
  incrementCount,
  incrementSampleUnderCursor,
} from '../../../store/selectors.ts'
import {useAppState} from '../../use-app-state.ts'
import type {Layout} from '../layout.ts'
import {NotReady} from '../NotReady.tsx'
import {TwoPanes} from '../TwoPanes.tsx'
import {useRoom} from '../use-room.ts'
import {IncrementList} from './IncrementList.tsx'
import {classTabs, groupedLine} from './increment-captions.ts'
import {sampleLines, sampleSummary, sampleTitle} from './sample-detail.ts'

/** What the next run of a feature has to do, sample by sample. */
export function IncrementScreen({layout}: {readonly layout: Layout}) {
  const theme = useTheme()
  const view = useAppState(currentIncrementView)
  const loaded = useAppState(currentIncrement)
  const graph = useAppState(state => shown(state.loading.graph))
  const status = useAppState(state => state.loading.statuses.get(view?.feature ?? ''))
  const sample = useAppState(incrementSampleUnderCursor)
  const {pane, detailTop} = useAppState(state => state.navigation)
  const main = layout.main ?? {width: 2, height: 2}
  const detail = layout.detail ?? {width: 0, height: 0}
  const increment = shown(loaded?.increment)
  const isShort = layout.direction === 'column'
  const lines = useMemo(() => {
    if (view === null) return []
    return (isShort ? sampleSummary : sampleLines)(view.part, sample, increment)
  }, [view, sample, increment, isShort])
  const drawnDetail = useMemo(
    () => detailLines(theme, lines, detail.width - 4).length,
    [theme, lines, detail.width],
  )
  const grouped = groupedLine(loaded)
  const linesBelow = layout.direction === 'row' && grouped !== null ? 2 : 0
  const listHeight = Math.max(1, main.height - 6 - linesBelow)
  useRoom(listHeight, drawnDetail, detail.height - 2)
  if (view === null) return null

  const width = main.width - 2
  const {part} = view
  const count = incrementCount(loaded, part)
  const version = graph?.versions.get(view.feature)?.featureVersion ?? ''
  const waitsFor = loaded?.counts.status === 'failed' ? loaded.counts : loaded?.increment
  const filter = view.filter === '' ? '' : ` · /${view.filter}`
  return (
    <TwoPanes
      layout={layout}
      main={
        <Panel
          title={`increment · ${view.feature} @ ${shortHash(version)}${filter}`}
          note={
            count === 0
              ? ''
              : `${formatCount(view.cursors[part].index + 1)} of ${formatCount(count)}`
          }
          width={main.width}
          height={main.height}
          focused={pane === 'main'}
        >
          <Box paddingLeft={1}>
            <IncrementBar width={width - 1} tabs={classTabs(loaded, shown(status))} active={part} />
          </Box>
          <Lines lines={['']} width={width} height={1} />
          {loaded === null || increment === null ? (
            <NotReady
              loadable={waitsFor}
              what={`resolving ${view.feature}`}
              width={width}
              height={listHeight}
            />
          ) : (
            <IncrementList
              view={view}
              loaded={loaded}
              increment={increment}
              width={width}
              listHeight={listHeight}
            />
          )}
          {linesBelow === 0 || grouped === null ? null : (
            <Lines lines={['', grouped]} width={width} height={linesBelow} />
          )}
        </Panel>
      }
      detail={
        <DetailPane
          title={sampleTitle(part, sample)}
          width={detail.width}
          height={detail.height}
          focused={pane === 'detail'}
          lines={lines}
          offset={detailTop}
        />
      }
    />
  )
}
