import {useMemo} from 'react'
import type {DetailLine} from '../../../components/DetailPane.tsx'
import {answerTo} from '../../../store/loading/load-detail.ts'
import {shown} from '../../../store/loading/loadable.ts'
import {currentView} from '../../../store/selectors.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {featureLines, featureSummary} from './feature-detail.ts'

/** The chosen feature and field in full. */
export function useFeatureDetail(isShort: boolean): {
  readonly title: string
  readonly lines: readonly DetailLine[]
} {
  const {now, appState} = useAppWorld()
  const graph = useAppState(state => shown(state.loading.graph))
  const {feature, field} = useAppState(currentView)
  const status = useAppState(state => state.loading.statuses.get(feature ?? ''))
  const versions = useAppState(state => state.loading.versions)
  const timeFormat = useAppState(state => state.timeFormat)
  const {name} = appState.project.chosen

  return useMemo(() => {
    if (graph === null || feature === null) return {title: 'no feature', lines: []}
    const times = {timeFormat, nowMicros: now()}
    const records = answerTo(versions, feature)
    const facts = {graph, feature, field, status, records, metadataStore: name, times}
    return {
      title: field === null ? feature : `${feature} . ${field}`,
      lines: isShort ? featureSummary(facts) : featureLines(facts),
    }
  }, [isShort, graph, feature, field, status, versions, timeFormat, now, name])
}
