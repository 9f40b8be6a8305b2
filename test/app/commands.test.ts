import {describe, expect, test} from 'vitest'
import {type ContextName, IN_POPUPS, ON_SCREENS} from '../../src/app/command.ts'
import {COMMANDS} from '../../src/app/commands.ts'
import {fieldAction} from '../../src/app/field-keys.ts'
import {createKeymap} from '../../src/app/keymap.ts'

const FIELDS: readonly ContextName[] = ['filter', 'export', 'command-line', 'palette', 'finder']

describe('the registry', () => {
  test('names every action once', () => {
    const ids = COMMANDS.map(({id}) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('binds no key twice in one context, and no key that begins another', () => {
    expect(createKeymap(COMMANDS).problems).toEqual([])
  })

  test('has a key for every action, and every context can be left', () => {
    expect(COMMANDS.filter(({keys}) => keys.length === 0)).toEqual([])
    const keymap = createKeymap(COMMANDS)
    for (const context of [...ON_SCREENS, ...IN_POPUPS]) {
      expect(keymap.find(context, 'esc'), context).toBeDefined()
      expect(keymap.find(context, 'ctrl+c')?.id, context).toBe('task.cancel')
    }
  })

  test('leaves the keys that type to the fields', () => {
    const taken = COMMANDS.flatMap(({keys, contexts, id}) =>
      contexts.some(context => FIELDS.includes(context))
        ? keys.filter(key => [...key].length === 1).map(key => `${id}: ${key}`)
        : [],
    )
    expect(taken).toEqual([])
  })

  test('writes from two places only: y in the commit dialog, Enter behind the typed phrase', () => {
    const writing = COMMANDS.filter(({id, tier}) => tier >= 2 && id !== 'changes.commit')
    expect(writing.map(({id, keys, contexts}) => [id, keys, contexts])).toEqual([
      ['commit.confirm', ['y'], ['commit']],
      ['commit.typed', ['enter'], ['commit-phrase']],
    ])
    expect(createKeymap(COMMANDS).find('commit', 'enter')?.id).toBe('popup.accept')
  })
})

describe('a remapping', () => {
  test('replaces the keys of a command, or takes them away', () => {
    const keymap = createKeymap(COMMANDS, {'rows.deleted': ['Z', 'ctrl+x'], 'app.quit': false})
    expect(keymap.find('rows', 'Z')?.id).toBe('rows.deleted')
    expect(keymap.find('rows', 'z')).toBeUndefined()
    expect(keymap.find('rows', 'q')).toBeUndefined()
    expect(keymap.problems).toEqual([])
  })

  test('that cannot work is reported, and the first of two keeps the key', () => {
    const {problems, find} = createKeymap(COMMANDS, {
      'rows.deleted': ['s'],
      'time.format': ['g'],
      'rows.deletd': ['z'],
    })
    expect(find('rows', 's')?.id).toBe('rows.deleted')
    expect(problems).toContain('There is no command rows.deletd.')
    expect(problems).toContain('s means both rows.deleted and sort.cycle in rows.')
    expect(problems).toContain('g g cannot be typed in rows: g is time.format.')
  })
})

test('keys after a prefix are listed', () => {
  const after = createKeymap(COMMANDS).after('rows', 'y')
  expect(after.map(({key, command}) => [key, command.id])).toEqual([
    ['y', 'copy.cell'],
    ['r', 'copy.row'],
    ['i', 'copy.id'],
  ])
})

test('a field takes what types and what edits, and leaves the rest', () => {
  expect(fieldAction('j', 'j')).toEqual({kind: 'insert', text: 'j'})
  expect(fieldAction('space', ' ')).toEqual({kind: 'insert', text: ' '})
  expect(fieldAction('backspace', null)).toEqual({kind: 'delete-before'})
  expect(fieldAction('enter', null)).toBeUndefined()
  expect(fieldAction('ctrl+c', null)).toBeUndefined()
})
