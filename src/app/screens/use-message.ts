import {useEffect} from 'react'
import {formatCount, formatCounted, formatDuration} from '../../components/format.ts'
import {type Line, span} from '../../components/spans.ts'
import {useTheme} from '../../components/theme-context.ts'
import {shown} from '../../store/loading/loadable.ts'
import {currentMarks} from '../../store/navigation/marks.ts'
import {currentFilter} from '../../store/navigation/view-actions.ts'
import {currentIncrement, currentRows, currentRowsView, currentView} from '../../store/selectors.ts'
import type {NoticeTone, State} from '../../store/state.ts'
import {useAppState, useAppWorld, useDerived} from '../use-app-state.ts'
import {shownPreview} from './changes/staged-lines.ts'

/** Long enough to be read; the log keeps everything. */
const SHOWN_MS = 8000

const MEANINGS = {
  info: 'plain',
  done: 'added',
  warning: 'warning',
  error: 'error',
} as const satisfies Record<NoticeTone, string>

/** What the message line says: the last notice for a while, else how the screen came about. */
export function useMessage(): {readonly message: Line; readonly right: Line} {
  const {actions} = useAppWorld().appState
  const {glyphs} = useTheme()
  const notice = useAppState(state => state.log.shown)
  const usualMessage = useDerived(usual)
  const right = useDerived(counters)
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(() => actions.dismiss(notice.id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice, actions])

  const sign = notice?.tone === 'done' ? `${glyphs.done} ` : ''
  const message: Line =
    notice === null ? usualMessage : [span(MEANINGS[notice.tone], `${sign}${notice.text}`)]
  return {message, right}
}

function usual(state: State): Line {
  switch (currentView(state).screen) {
    case 'graph':
      return graphMessage(state)
    case 'rows':
      return rowsMessage(state)
    case 'increment': {
      const increment = shown(currentIncrement(state)?.increment)
      return increment === null
        ? ''
        : `resolved in ${formatDuration(increment.resolvedInMs)} · stored upstream only`
    }
    case 'versions':
      return 'space compares with a version, x swaps'
    case 'stores':
      return storesMessage(state)
    case 'changes': {
      const preview = shownPreview(state.changes.pending)
      if (preview === null) return ''
      const took = formatDuration(preview.durationMs)
      return state.changes.pending.status === 'finished'
        ? 'committed'
        : `previewed in ${took}, nothing written`
    }
  }
}

function graphMessage({loading}: State): Line {
  const graph = shown(loading.graph)
  if (graph === null) return ''
  const statuses = [...loading.statuses.values()]
  const done = statuses.filter(({status}) => status === 'ready' || status === 'failed').length
  const total = graph.order.length
  return done < total ? `counting: ${done} of ${total} features` : `${total} features counted`
}

function storesMessage({loading, storeChain}: State): Line {
  const done = storeChain.filter(({name}) => loading.stores.get(name)?.status === 'ready').length
  return `${done} of ${formatCounted(storeChain.length, 'store')} of the chain asked`
}

function rowsMessage(state: State): Line {
  const view = currentRowsView(state)
  const index = shown(currentRows(state)?.index)
  if (view === null) return ''
  const filter = currentFilter(state) === '' ? 'none' : currentFilter(state)
  const sort =
    view.sort.length === 0
      ? 'by id'
      : view.sort.map(({column, descending}) => `${column} ${descending ? '▼' : '▲'}`).join(', ')
  const built =
    index === null
      ? ''
      : `   ${formatCount(index.totalRows)} ids indexed in ${formatDuration(index.builtInMs)}`
  return `filter: ${filter}   sort: ${sort}${built}`
}

function counters(state: State): Line {
  const marked = currentMarks(state).size
  const staged = state.changes.staged.length
  const running = state.tasks.filter(({screen}) => screen !== null).length
  return `${[
    ...(running === 0 ? [] : [`${running} running`]),
    ...(marked === 0 ? [] : [`${formatCount(marked)} marked`]),
    ...(staged === 0 ? [] : [`${formatCount(staged)} staged`]),
  ].join(' · ')}`
}
