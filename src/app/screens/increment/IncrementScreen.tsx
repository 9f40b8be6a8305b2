import {Box} from 'ink'
import {useMemo} from 'react'
import {formatCount, shortHash} from '../../../components/format.ts'
import {IncrementBar} from '../../../components/IncrementBar.tsx'
import {Lines} from '../../../components/Lines.tsx'
import {Panel} from '../../../components/Panel.tsx'
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
import {useDetailPane} from '../use-detail-pane.tsx'
import {IncrementList} from './IncrementList.tsx'
import {classTabs, groupedLine} from './increment-captions.ts'
import {sampleLines, sampleSummary, sampleTitle} from './sample-detail.ts'

const ORDERS = {id: '', 'id-descending': ' · by id ▼', fields: ' · by fields'} as const

/** What the next run of a feature has to do, sample by sample. */
export function IncrementScreen({layout}: {readonly layout: Layout}) {
  const view = useAppState(currentIncrementView)
  const loaded = useAppState(currentIncrement)
  const graph = useAppState(state => shown(state.loading.graph))
  const status = useAppState(state => state.loading.statuses.get(view?.feature ?? ''))
  const sample = useAppState(incrementSampleUnderCursor)
  const {pane} = useAppState(state => state.navigation)
  const main = layout.main ?? {width: 2, height: 2}
  const increment = shown(loaded?.increment)
  const isShort = layout.direction === 'column'
  const text = useMemo(() => {
    const part = view?.part ?? 'stale'
    const lines = (isShort ? sampleSummary : sampleLines)(part, sample, increment)
    return {title: sampleTitle(part, sample), lines}
  }, [view, sample, increment, isShort])
  const grouped = groupedLine(loaded)
  const linesBelow = layout.direction === 'row' && grouped !== null ? 2 : 0
  const listHeight = Math.max(1, main.height - 6 - linesBelow)
  const detail = useDetailPane(layout, listHeight, text)
  if (view === null) return null

  const width = main.width - 2
  const {part} = view
  const count = incrementCount(loaded, part)
  const version = graph?.versions.get(view.feature)?.featureVersion ?? ''
  const waitsFor = loaded?.counts.status === 'failed' ? loaded.counts : loaded?.increment
  const filter = view.filter === '' ? '' : ` · /${view.filter}`
  const order = ORDERS[view.order]
  return (
    <TwoPanes
      layout={layout}
      main={
        <Panel
          title={`increment · ${view.feature} @ ${shortHash(version)}${order}${filter}`}
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
      detail={detail}
    />
  )
}
