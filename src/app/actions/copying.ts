import type {CellValue} from '../../engine/index.ts'
import {shown} from '../../store/loading/loadable.ts'
import {columnUnderCursor} from '../../store/navigation/rows-actions.ts'
import {sampleText} from '../../store/sample-key.ts'
import {
  currentRows,
  currentView,
  incrementSampleUnderCursor,
  rowUnderCursor,
  sampleUnderCursor,
} from '../../store/selectors.ts'
import type {State} from '../../store/state.ts'
import {versionUnderCursor} from '../../store/versions.ts'
import {type Command, ON_SCREENS} from '../command.ts'
import {chosenPreview} from '../screens/changes/chosen-preview.ts'

/** To the clipboard of the terminal. */
export const COPYING: readonly Command[] = [
  copy('copy.cell', 'Copy the cell, the feature or the statement', ['y y'], cellText),
  copy('copy.row', 'Copy the row as JSON', ['y r'], rowText),
  copy('copy.id', 'Copy the id', ['y i'], idText),
]

interface Copied {
  readonly what: string
  readonly text: string
}

function copy(
  id: string,
  title: string,
  keys: readonly string[],
  find: (state: State) => Copied | null,
): Command {
  return {
    id,
    title,
    group: 'copy',
    keys,
    contexts: ON_SCREENS,
    tier: 0,
    disabledReason: state => (find(state) === null ? 'there is nothing to copy here' : undefined),
    run: actions => {
      const found = find(actions.get())
      if (found !== null) actions.copy(found.what, found.text)
    },
  }
}

function cellText(state: State): Copied | null {
  const {screen, feature} = currentView(state)
  switch (screen) {
    case 'graph':
      return feature === null ? null : {what: 'feature', text: feature}
    case 'rows': {
      const column = columnUnderCursor(state)
      const found = rowUnderCursor(state)
      if (column === null || found === null) return null
      return {
        what: column.heading,
        text: valueText(memberOf(found.row[column.position], column.member)),
      }
    }
    case 'increment':
      return idText(state)
    case 'versions': {
      const version = versionUnderCursor(state)?.featureVersion ?? null
      return version === null ? null : {what: 'feature version', text: version}
    }
    case 'stores': {
      const chosen = state.storeChain[state.storesView.column]
      return chosen === undefined ? null : {what: 'store', text: chosen.info}
    }
    case 'changes': {
      const change = chosenPreview(state)
      return change === undefined ? null : {what: 'statements', text: change.statements.join('\n')}
    }
  }
}

function rowText(state: State): Copied | null {
  const index = shown(currentRows(state)?.index)
  const found = rowUnderCursor(state)
  switch (currentView(state).screen) {
    case 'rows': {
      if (index === null || found === null) return null
      const members = index.columns.map(({name}, at) => [name, found.row[at] ?? null] as const)
      return {what: 'row', text: JSON.stringify(Object.fromEntries(members))}
    }
    case 'increment': {
      const sample = incrementSampleUnderCursor(state)
      return sample === null ? null : {what: 'row', text: JSON.stringify(sample)}
    }
    case 'versions': {
      const version = versionUnderCursor(state)
      return version === null ? null : {what: 'version', text: jsonText(version)}
    }
    case 'graph':
    case 'changes':
    case 'stores':
      return null
  }
}

function idText(state: State): Copied | null {
  const id = sampleUnderCursor(state)
  return id === null ? null : {what: 'id', text: sampleText(id)}
}

/** The value of a cell, or of one member of it. */
export function memberOf(value: CellValue | undefined, member: string | null): CellValue {
  if (value === undefined || value === null || member === null) return value ?? null
  if (typeof value !== 'object' || !isObject(value)) return null
  return value[member] ?? null
}

/** A value as it is stored, texts without quotes. */
export function valueText(value: CellValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Times are whole microseconds, larger than a JSON number holds. */
function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'bigint' ? String(member) : member,
  )
}

function isObject(
  value: Exclude<CellValue, string | number | boolean | null>,
): value is {readonly [member: string]: CellValue} {
  return !Array.isArray(value)
}
