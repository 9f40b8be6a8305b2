import {describe, expect, test} from 'vitest'
import {createAppActions, type Host} from '../../src/app/app-actions.ts'
import {COMMANDS} from '../../src/app/commands.ts'
import {createController} from '../../src/app/controller.ts'
import {createInputReader} from '../../src/app/input.ts'
import {createKeymap} from '../../src/app/keymap.ts'
import type {Project} from '../../src/engine/index.ts'
import {createAppState} from '../../src/store/app-state.ts'
import {topPopup} from '../../src/store/navigation/popup-actions.ts'
import {currentRowsView, currentView} from '../../src/store/selectors.ts'
import {pretendProject} from '../helpers/pretend-project.ts'

const LINE = {'a/source': 20, 'a/middle': 1000, 'a/leaf': 10}

describe('Esc', () => {
  test('goes one step out at a time: popup, filter, marks, place', async () => {
    const {press, state, idle} = await onRows()
    press('/n_words > 500\r')
    await idle()
    press(' ')
    press('?')
    expect(topPopup(state())?.kind).toBe('palette')
    press('\x1b')
    await expect.poll(() => topPopup(state())).toBe(null)
    expect(currentRowsView(state())).toMatchObject({filter: 'n_words > 500'})
    press('\x1b')
    await expect.poll(() => currentRowsView(state())?.filter).toBe('')
    expect(currentRowsView(state())?.marks.size).toBe(1)
    press('\x1b')
    await expect.poll(() => currentRowsView(state())?.marks.size).toBe(0)
    expect(currentView(state()).screen).toBe('rows')
    press('\x1b')
    await expect.poll(() => currentView(state()).screen).toBe('graph')
  })

  test('stops what the screen waits for before anything else', async () => {
    const base = pretendProject(LINE)
    const {press, state, idle} = await onRows({
      openRows: (request, options) =>
        request.softDeleted === 'show'
          ? neverUntil(options?.signal)
          : base.openRows(request, options),
    })
    press('/n_words > 500\r')
    await idle()
    press('z')
    await expect.poll(() => state().tasks.some(({screen}) => screen === 'rows')).toBe(true)
    press('\x1b')
    await idle()
    expect(state().log.shown?.text).toBe('stopped')
    expect(currentRowsView(state())?.filter).toBe('n_words > 500')
  })
})

describe('Ctrl+C', () => {
  test('stops what runs, and quits when nothing does', async () => {
    const {press, state, idle, quits} = await onRows({
      status: (_, options) => neverUntil(options?.signal),
    })
    press('\x03')
    await idle()
    expect(quits()).toBe(0)
    expect(state().log.shown?.text).toContain('stopped')
    press('\x03')
    expect(quits()).toBe(1)
  })

  test('twice within a second quits whatever runs', async () => {
    const {press, quits} = await onRows({status: () => new Promise(() => {})})
    press('\x03\x03')
    expect(quits()).toBe(1)
  })

  test('is heard in a field too', async () => {
    const {press, quits} = await onRows()
    press(':delete \x03')
    expect(quits()).toBe(1)
  })
})

describe('bursts', () => {
  test('all keys count, also those for a field that the burst opens', async () => {
    const {press, state, idle} = await onRows()
    press('jjjj d')
    expect(state().changes.staged[0]?.change).toMatchObject({
      where: {kind: 'samples', ids: [['s0004']]},
    })
    press('/n_words > 500\rG')
    await idle()
    expect(currentRowsView(state())).toMatchObject({filter: 'n_words > 500'})
    expect(currentRowsView(state())?.cursor.index).toBe(448)
  })

  test('that no hand types are a paste of a terminal that does not say so', async () => {
    const {press, state} = await onRows()
    press('policy document, version 12, reads as follows: dd')
    expect(state().changes.staged).toEqual([])
    expect(state().log.shown?.text).toContain('pasted')
    press('j'.repeat(200))
    expect(currentRowsView(state())?.cursor.index).toBe(200)
  })
})

test('a key that cannot be used says why', async () => {
  const {press, state} = await onRows()
  press('o')
  expect(state().log.shown?.text).toBe('restore: off, the row is not deleted')
  press('gx')
  expect(state().log.shown?.text).toBe('g x is no key here')
})

test('quitting asks when staged changes would be lost', async () => {
  const {press, state, quits} = await onRows()
  press('dq')
  expect(topPopup(state())?.kind).toBe('quit')
  press('\r')
  expect(topPopup(state())).toBe(null)
  expect(quits()).toBe(0)
  press('q')
  press('y')
  expect(quits()).toBe(1)
})

test('a wrong filter is marked while it is typed', async () => {
  const {press, state} = await onRows()
  press('/n_words >> ')
  expect(topPopup(state())).toMatchObject({problem: {position: 9}})
  press('\x7f\x7f3')
  expect(topPopup(state())).toMatchObject({problem: null})
})

test('what is copied goes through the terminal', async () => {
  const {press, state, written} = await onRows()
  press('yi')
  expect(written()).toBe(`\x1b]52;c;${Buffer.from('s0000').toString('base64')}\x07`)
  expect(state().log.shown?.text).toContain('id sent to the clipboard')
})

async function onRows(overrides: Partial<Project> = {}) {
  const project = pretendProject(LINE, overrides)
  const appState = createAppState({project, now: () => 0n, commandOf: () => '', restMs: 0})
  let quitted = 0
  let bytes = ''
  const host: Host = {
    quit: () => {
      quitted += 1
    },
    suspend: () => {},
    redraw: () => {},
    write: text => {
      bytes += text
    },
    size: () => ({columns: 120, rows: 36}),
    env: {},
    directory: '/',
  }
  const actions = createAppActions(
    appState,
    host,
    COMMANDS,
    () => 0n,
    id => {
      const command = COMMANDS.find(one => one.id === id)
      if (command !== undefined) controller.run(command)
    },
  )
  const controller = createController({appState, actions, keymap: createKeymap(COMMANDS)})
  const reader = createInputReader(controller.take)
  await expect.poll(() => appState.get().loading.graph.status).toBe('ready')
  appState.actions.showFeature('a/middle', 'rows')
  await expect.poll(() => appState.get().loading.rows.get('a/middle')?.index.status).toBe('ready')
  return {
    press: reader.feed,
    state: appState.get,
    idle: appState.whenIdle,
    quits: () => quitted,
    written: () => bytes,
  }
}

function neverUntil(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('cancelled')))
  })
}
