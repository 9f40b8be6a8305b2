import type {ReadRequest} from '../engine/index.ts'
import type {Context} from './context.ts'
import {asError} from './loading/loadable.ts'
import {readRequest} from './loading/open-rows.ts'
import {say} from './log.ts'
import {columnsOfRows} from './navigation/rows-actions.ts'
import {currentRowsView, currentView} from './selectors.ts'
import type {State} from './state.ts'

/** Writes the rows of the current view, as filtered, sorted and with the columns shown. */
export async function exportRows(context: Context, file: string): Promise<void> {
  const request = exportRequest(context.get())
  if (request === null) return
  try {
    const {rows} = await context.run(
      {
        title: `exporting ${request.feature}`,
        screen: currentView(context.get()).screen,
        writes: true,
      },
      signal => context.project.exportRows(request, file, {signal}),
    )
    say(context, 'done', `${rows} rows written to ${file}`)
  } catch (error) {
    say(context, 'error', asError(error).message)
  }
}

function exportRequest(state: State): ReadRequest | null {
  const view = currentRowsView(state)
  if (view === null) return null
  const columns = [...new Set(columnsOfRows(state).map(({column}) => column.name))]
  return {...readRequest(view), ...(columns.length === 0 ? {} : {columns})}
}
