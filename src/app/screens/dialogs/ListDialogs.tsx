import {Palette, type PaletteGroup, type PaletteItem} from '../../../components/Palette.tsx'
import type {ListPopup} from '../../../store/navigation/popups.ts'
import {pickedColumns} from '../../actions/column-picker.ts'
import {COMMANDS} from '../../commands.ts'
import {type FinderItem, finderItems, itemText} from '../../finder-items.ts'
import {LINE_COMMANDS} from '../../line-commands/all.ts'
import {type PaletteEntry, paletteEntries} from '../../palette-items.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {keyLabel} from '../key-label.ts'
import type {DialogSize} from './dialog-size.ts'

type ListDialogProps = DialogSize & {readonly popup: ListPopup}

const TIERS = ['', 'staged only', 'writes, reversible', 'not reversible'] as const

/** Every action with its key; those that cannot be done say why. */
export function PaletteDialog({popup, columns, rows}: ListDialogProps) {
  const {keymap} = useAppWorld()
  const state = useAppState(whole => whole)
  const entries = paletteEntries(COMMANDS, state, popup)
  const item = ({command, disabledReason}: PaletteEntry): PaletteItem => ({
    id: command.id,
    keys: keymap.keysOf(command).map(keyLabel).join(' '),
    title: command.title,
    detail: TIERS[command.tier],
    disabledReason,
  })
  const groups: readonly PaletteGroup[] = [
    {title: 'HERE', items: entries.filter(({isHere}) => isHere).map(item)},
    {title: 'ELSEWHERE', items: entries.filter(({isHere}) => !isHere).map(item)},
  ]
  const chosen = entries[popup.index]
  return (
    <Palette
      columns={columns}
      rows={rows}
      title="actions"
      query={popup.field}
      hint="type to search, Enter runs"
      groups={groups.filter(({items}) => items.length > 0)}
      selected={popup.index}
      description={chosen === undefined ? lineCommandNames() : aboutCommand(chosen)}
      note={`${entries.length} of ${COMMANDS.filter(({group}) => group !== 'dialogs').length} · Esc close`}
    />
  )
}

/** Features, fields, and ids of the open feature. */
export function FinderDialog({popup, columns, rows}: ListDialogProps) {
  const state = useAppState(whole => whole)
  const items = finderItems(state, popup)
  return (
    <Palette
      columns={columns}
      rows={rows}
      title={popup.featuresOnly ? 'go to a feature' : 'find'}
      query={popup.field}
      hint="Enter goes there"
      groups={[{title: '', items: items.map(finderItem)}]}
      selected={popup.index}
      note={`${items.length} found · Esc close`}
    />
  )
}

/** Which columns are shown, in which order. */
export function ColumnsDialog({popup, columns, rows}: ListDialogProps) {
  const state = useAppState(whole => whole)
  const picked = pickedColumns(state)
  const items = picked.map(
    ({column, isShown, isId}): PaletteItem => ({
      id: column.name,
      keys: isShown ? 'x' : ' ',
      title: column.name,
      detail: isId ? `${column.type} · id` : column.type,
    }),
  )
  return (
    <Palette
      columns={columns}
      rows={rows}
      title="columns"
      query={popup.field}
      groups={[{title: '', items}]}
      selected={popup.index}
      note="space shows or hides · J K move · r resets · Esc closes"
    />
  )
}

function finderItem(item: FinderItem): PaletteItem {
  const text = itemText(item)
  return {id: `${item.kind} ${text}`, keys: SIGNS[item.kind], title: text, detail: item.kind}
}

const SIGNS = {feature: '@', field: '.', sample: '#'} as const

/** Title and reason in full: the list may have no room for them. */
function aboutCommand({command, disabledReason}: PaletteEntry): string {
  if (disabledReason !== undefined) return `${command.title}: off, ${disabledReason}.`
  return command.tier === 2
    ? 'Nothing is written until you confirm with y in the dialog.'
    : command.tier === 1
      ? 'Adds to the staged changes. Nothing is written until you commit them with c.'
      : lineCommandNames()
}

function lineCommandNames(): string {
  return `Typed after the colon: ${LINE_COMMANDS.map(({name}) => `:${name}`).join(' ')}`
}
