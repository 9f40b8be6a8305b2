import {useAppState} from '../../use-app-state.ts'
import type {Layout} from '../layout.ts'
import {TwoPanes} from '../TwoPanes.tsx'
import {PreviewPane} from './PreviewPane.tsx'
import {StagedPane} from './StagedPane.tsx'

/** What is staged, and what committing it would do. */
export function ChangesScreen({layout}: {readonly layout: Layout}) {
  const {pane} = useAppState(state => state.navigation)
  const isWide = layout.direction === 'row'
  const main = layout.main ?? {width: 2, height: 2}
  const detail = layout.detail ?? {width: 2, height: 2}
  return (
    <TwoPanes
      layout={layout}
      main={<StagedPane {...main} focused={pane === 'main'} isWide={isWide} />}
      detail={<PreviewPane {...detail} focused={pane === 'detail'} listLines={main.height - 2} />}
    />
  )
}
