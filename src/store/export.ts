import type {ReadRequest} from '../engine/index.ts'
import type {Context} from './context.ts'
import {incrementRequest} from './loading/increment-loading.ts'
import {asError} from './loading/loadable.ts'
import {readRequest} from './loading/open-rows.ts'
import {say} from './log.ts'
import {columnsOfRows} from './navigation/rows-actions.ts'
import type {IncrementView} from './navigation/views.ts'
import {currentIncrementView, currentRowsView, currentView} from './selectors.ts'
import type {State} from './state.ts'

/**
 * Writes the rows of the current view, as filtered, sorted and with the columns shown; of an increment
 * those of the class that is shown, with the columns of Metaxy's frames.
 */
export async function exportRows(context: Context, file: string): Promise<void> {
  const write = exportOf(context, file)
  if (write === null) return
  const {screen, feature} = currentView(context.get())
  try {
    const {rows} = await context.run({title: `exporting ${feature}`, screen, writes: true}, write)
    say(context, 'done', `${rows} rows written to ${file}`)
  } catch (error) {
    say(context, 'error', asError(error).message)
  }
}

type Write = (signal: AbortSignal) => Promise<{readonly rows: number}>

function exportOf(context: Context, file: string): Write | null {
  const state = context.get()
  if (currentView(state).screen === 'increment') {
    const view = currentIncrementView(state)
    return view === null ? null : signal => exportIncrement(context, view, file, signal)
  }
  const request = exportRequest(state)
  return request === null ? null : signal => context.project.exportRows(request, file, {signal})
}

/** Resolved anew: what is kept for the list are ids and fields, not the rows. */
async function exportIncrement(
  {project}: Context,
  view: IncrementView,
  file: string,
  signal: AbortSignal,
): Promise<{readonly rows: number}> {
  const increment = await project.resolveUpdate(incrementRequest(view), {keep: 'rows', signal})
  try {
    return await increment.exportRows(view.part, file, {signal})
  } finally {
    await increment.close()
  }
}

function exportRequest(state: State): ReadRequest | null {
  const view = currentRowsView(state)
  if (view === null) return null
  const columns = [...new Set(columnsOfRows(state).map(({column}) => column.name))]
  return {...readRequest(view), ...(columns.length === 0 ? {} : {columns})}
}
