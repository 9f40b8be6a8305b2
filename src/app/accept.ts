import {textFieldReducer} from '../components/TextField/text-field-state.ts'
import {topPopup} from '../store/navigation/popup-actions.ts'
import type {FieldPopup, ListPopup} from '../store/navigation/popups.ts'
import {currentView} from '../store/selectors.ts'
import type {AppActions, Command} from './command.ts'
import {exportProblem} from './export-file.ts'
import {type FinderItem, finderItems} from './finder-items.ts'
import type {LineResult} from './line-commands/line-command.ts'
import {readLine} from './line-commands/read-line.ts'
import {paletteEntries} from './palette-items.ts'

/** What Enter does in the popup on top. */
export function acceptPopup(
  actions: AppActions,
  commands: readonly Command[],
): void | Promise<void> {
  const popup = topPopup(actions.get())
  switch (popup?.kind) {
    case 'filter':
      if (popup.problem !== null) return
      entered(actions, popup)
      return actions.applyFilter(popup.field.text)
    case 'export':
      return acceptExport(actions, popup)
    case 'command-line':
      return acceptLine(actions, popup)
    case 'palette':
      return acceptPalette(actions, popup, commands)
    case 'finder': {
      const item = finderItems(actions.get(), popup)[popup.index]
      actions.closePopup()
      return item === undefined ? undefined : goTo(actions, item)
    }
    // The focused button is Cancel; lists of things to look at are just closed.
    case 'columns':
    case 'cell':
    case 'commit':
    case 'commit-phrase':
    case 'quit':
    case 'hidden-marks':
      return actions.closePopup()
    case undefined:
      return
  }
}

function acceptExport(actions: AppActions, popup: FieldPopup): void | Promise<void> {
  const {text} = popup.field
  const problem = exportProblem(text, actions.get())
  if (problem !== null) return actions.setProblem({message: problem, position: text.length})
  entered(actions, popup)
  return actions.exportRows(actions.path(text.trim()))
}

function acceptLine(actions: AppActions, popup: FieldPopup): void | Promise<void> {
  const {text} = popup.field
  if (text.trim() === '') return actions.closePopup()
  return takeLine(actions, popup, readLine(text, actions.get()))
}

async function takeLine(actions: AppActions, popup: FieldPopup, result: LineResult): Promise<void> {
  switch (result.kind) {
    case 'problem':
      return actions.setProblem(result.problem)
    case 'asks': {
      const answer = await result.ask(actions)
      // Whoever closed the line, or typed on, does not want it any more.
      if (topPopup(actions.get()) === popup) await takeLine(actions, popup, answer)
      return
    }
    case 'run':
      entered(actions, popup)
      return result.run(actions)
  }
}

function acceptPalette(actions: AppActions, popup: ListPopup, commands: readonly Command[]): void {
  const entry = paletteEntries(commands, actions.get(), popup)[popup.index]
  actions.closePopup()
  if (entry === undefined) return
  if (entry.isHere) actions.runCommand(entry.command.id)
  else actions.say('info', `${entry.command.title}: off, ${entry.disabledReason}`)
}

function goTo(actions: AppActions, item: FinderItem): void {
  const {screen} = currentView(actions.get())
  switch (item.kind) {
    case 'feature':
      actions.goToFeature(item.feature)
      break
    case 'field':
      if (screen !== 'graph') actions.showFeature(item.feature, 'graph')
      actions.select(item.feature, item.field)
      break
    case 'sample':
      actions.showSample(item.feature, item.id)
  }
}

/** Closes a field whose text was taken, and keeps the text for the next time. */
function entered(actions: AppActions, {kind, field}: FieldPopup): void {
  actions.closePopup()
  actions.remember(kind, textFieldReducer(field, {kind: 'accept'}).history)
}
