import {type Badge, CrumbLine} from '../../components/CrumbLine.tsx'
import {TabLine} from '../../components/TabLine.tsx'
import type {ScreenId} from '../../store/navigation/views.ts'

export interface HeaderLinesProps {
  readonly width: number
  readonly screen: ScreenId
  readonly crumbs: readonly string[]
  /** Which graph is shown. */
  readonly source: Badge
  /** How many changes. */
  readonly staged: number
}

/** The first two lines of every screen, drawn from plain data: the first frame has no project yet. */
export function HeaderLines({width, screen, crumbs, source, staged}: HeaderLinesProps) {
  const badges = [{text: 'RW on commit', short: 'RW'}, source]
  return (
    <>
      <CrumbLine width={width} product="mxx" crumbs={crumbs} badges={badges} />
      <TabLine
        width={width}
        active={screen}
        tabs={[
          {id: 'graph', key: '1', label: 'Graph', shortLabel: 'Grph'},
          {id: 'rows', key: '2', label: 'Rows', shortLabel: 'Rows'},
          {id: 'versions', key: '3', label: 'Versions', shortLabel: 'Vers'},
          {id: 'increment', key: '4', label: 'Increment', shortLabel: 'Incr'},
          {id: 'changes', key: '5', label: 'Changes', shortLabel: 'Chng', count: staged},
          {id: 'stores', key: '6', label: 'Stores', shortLabel: 'Strs'},
        ]}
      />
    </>
  )
}

/** What the source of the graph is called until it is read. */
export const UNREAD_GRAPH: Badge = {text: 'graph …', short: '…'}
