import {currentMarks, openRange} from '../../store/navigation/marks.ts'
import {currentFilter} from '../../store/navigation/view-actions.ts'
import {currentView} from '../../store/selectors.ts'
import type {AppActions} from '../command.ts'

/** One step out: the task that is waited for, the filter, the marks, then the place. Never quits. */
export function goBackOneStep(actions: AppActions): void {
  const state = actions.get()
  const {screen} = currentView(state)
  if (actions.cancel(task => task.screen === screen)) actions.say('info', 'stopped')
  else if (currentFilter(state) !== '') actions.applyFilter('')
  else if (currentMarks(state).size > 0 || openRange(state) !== null) actions.clearMarks()
  else if (state.navigation.zoomed) actions.setZoomed(false)
  else if (state.navigation.pane === 'detail') actions.togglePane()
  else actions.goBack()
}
