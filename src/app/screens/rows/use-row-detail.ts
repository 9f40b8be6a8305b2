import {useMemo} from 'react'
import type {DetailLine} from '../../../components/DetailPane.tsx'
import {historyQuestion} from '../../../store/loading/details.ts'
import {answerTo} from '../../../store/loading/load-detail.ts'
import {shown} from '../../../store/loading/loadable.ts'
import {sampleText} from '../../../store/sample-key.ts'
import {currentRows, currentRowsView, rowAt} from '../../../store/selectors.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {historyLines, rowLines} from './row-detail.ts'

/** The row under the cursor in full, and how it came to be. */
export function useRowDetail(): {readonly title: string; readonly lines: readonly DetailLine[]} {
  const {now} = useAppWorld()
  const view = useAppState(currentRowsView)
  const loaded = useAppState(currentRows)
  const history = useAppState(state => state.loading.history)
  const timeFormat = useAppState(state => state.timeFormat)

  return useMemo(() => {
    const index = shown(loaded?.index)
    const found = rowAt(loaded, view?.cursor.index ?? 0)
    if (index === null || found === null || view === null) return {title: '', lines: []}
    const options = {timeFormat, nowMicros: now()}
    const answer =
      view.sample === null ? answerTo(history, historyQuestion(view.feature, found.id)) : null
    return {
      title: sampleText(found.id),
      lines: [
        ...rowLines(found.row, index.columns, options),
        ...(answer === null ? [] : historyLines(answer, options)),
      ],
    }
  }, [loaded, view, history, timeFormat, now])
}
