import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {PROGRAM} from '../helpers/built-program.ts'
import {openPtyScreen, type PtyScreen} from '../helpers/pty-screen.ts'
import {leftInTerminal, openInShell} from './in-a-shell.ts'
import {demoPlace} from './places.ts'
import {buildRecordingProgram, type RecordingProgram} from './recording-program.ts'

const SIZE = {columns: 80, rows: 24}

describe('the terminal is given back as it was', () => {
  let recording: RecordingProgram
  beforeAll(() => {
    recording = buildRecordingProgram()
  })
  afterAll(() => recording.remove())

  test.each<{how: string; exit: number; end: (screen: PtyScreen) => void}>([
    {how: 'q', exit: 0, end: screen => screen.press('q')},
    {how: 'Ctrl+C', exit: 0, end: screen => screen.press('\x03')},
    {how: 'SIGTERM', exit: 143, end: ({pid}) => process.kill(-pid, 'SIGTERM')},
    {how: 'SIGHUP', exit: 129, end: ({pid}) => process.kill(-pid, 'SIGHUP')},
  ])('after $how', async ({exit, end}) => {
    const screen = openInShell(PROGRAM, await demoPlace(), SIZE)
    await screen.until('10 features counted')
    expect(screen.terminal.buffer.active.type).toBe('alternate')

    end(screen)
    expect(await screen.exited).toBe(exit)
    expect(leftInTerminal(screen)).toEqual([])
  })

  test('after SIGTERM in the middle of the first frame', async () => {
    const screen = openInShell(PROGRAM, await demoPlace(), SIZE)
    await screen.until(() => screen.terminal.buffer.active.type === 'alternate')
    process.kill(-screen.pid, 'SIGTERM')
    expect(await screen.exited).toBe(143)
    expect(leftInTerminal(screen)).toEqual([])
  })

  test('after a crash, which is told on the screen that one comes back to', async () => {
    const place = await demoPlace()
    const record = join(place.stateHome, 'ran')
    const env = {RECORD: record, CRASH_AT: 'screen.rows'}
    const screen = openInShell(recording.path, place, SIZE, env)
    await screen.until('10 features counted')

    screen.press('2')
    expect(await screen.exited).toBe(1)
    expect(leftInTerminal(screen)).toEqual([])
    expect(screen.text()).toContain('Error: a bug')
  })
})

test('Ctrl+Z gives the shell back, fg the screens', async () => {
  const {directory, stateHome} = await demoPlace()
  const env = {XDG_STATE_HOME: stateHome, PS1: 'shell> ', HISTFILE: undefined}
  const screen = openPtyScreen('bash', ['--norc', '--noprofile', '-i'], {
    ...SIZE,
    cwd: directory,
    env,
  })
  await screen.until('shell>')
  screen.press(`'${process.execPath}' '${PROGRAM}'\r`)
  await screen.until('10 features counted')

  screen.press('\x1a')
  await screen.until('Stopped')
  expect(screen.terminal.buffer.active.type).toBe('normal')

  screen.press('fg\r')
  await screen.until('10 features counted')
  screen.press('q')
  await screen.until(() => screen.terminal.buffer.active.type === 'normal')
  screen.press('exit\r')
  expect(await screen.exited).toBe(0)
})

test('a window that is too small says so, and shows everything again when it has grown', async () => {
  const screen = openInShell(PROGRAM, await demoPlace(), SIZE)
  await screen.until('10 features counted')
  screen.resize(50, 12)
  await screen.until('60x16')
  screen.resize(1, 1)
  screen.resize(120, 36)
  await screen.until('10 features counted')
  screen.press('q')
  expect(await screen.exited).toBe(0)
  expect(leftInTerminal(screen)).toEqual([])
})
