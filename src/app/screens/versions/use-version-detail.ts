import {useMemo} from 'react'
import {shown} from '../../../store/loading/loadable.ts'
import {currentVersionsView} from '../../../store/versions.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import type {DetailText} from '../use-detail-pane.tsx'
import {versionDetail} from './version-detail.ts'

/** How the version under the cursor differs from the one it is compared with. */
export function useVersionDetail(): DetailText {
  const {appState, now} = useAppWorld()
  const view = useAppState(currentVersionsView)
  const versions = useAppState(state => state.loading.versions)
  const pushes = useAppState(state => state.loading.pushes)
  const diff = useAppState(state => state.loading.graphDiff)
  const graph = useAppState(state => shown(state.loading.graph))
  const timeFormat = useAppState(state => state.timeFormat)
  return useMemo(() => {
    void [view, versions, pushes, diff, graph, timeFormat]
    return versionDetail(appState.get(), now())
  }, [appState, now, view, versions, pushes, diff, graph, timeFormat])
}
