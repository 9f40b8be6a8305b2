import {expect, test} from 'vitest'
import {isAsciiTerminal} from '../../src/app/ascii-terminal.ts'
import {clipboardSequence} from '../../src/app/clipboard.ts'
import {fuzzyMatches} from '../../src/app/fuzzy.ts'
import {parseSettings, settingsFile} from '../../src/app/settings.ts'

test('settings are keys by command id', () => {
  expect(parseSettings('{"keys": {"rows.deleted": ["Z"], "app.quit": false}}', 'f')).toEqual({
    keys: {'rows.deleted': ['Z'], 'app.quit': false},
    problems: [],
  })
  expect(settingsFile({XDG_CONFIG_HOME: '/c'})).toBe('/c/metaxy-explorer/settings.json')
})

test('settings that cannot be read are reported and set nothing', () => {
  expect(parseSettings('{keys', 'f').problems[0]).toContain('f is no JSON')
  expect(parseSettings('{"keys": {"app.quit": "q"}}', 'f')).toEqual({
    keys: {},
    problems: ['f: keys."app.quit" has to be a list of keys, or false.'],
  })
  expect(parseSettings('[]', 'f')).toEqual({keys: {}, problems: []})
})

test('the clipboard of the terminal is reached through tmux and screen', () => {
  expect(clipboardSequence('ä', {})).toBe('\x1b]52;c;w6Q=\x07')
  expect(clipboardSequence('a', {TMUX: '/tmp/t'})).toBe('\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\')
  expect(clipboardSequence('a', {TERM: 'screen'})).toBe('\x1bP\x1b]52;c;YQ==\x07\x1b\\')
  expect(clipboardSequence('x'.repeat(100_000), {})).toBe(null)
})

test('ASCII is for terminals and locales that know nothing else', () => {
  expect(isAsciiTerminal({})).toBe(false)
  expect(isAsciiTerminal({LANG: 'en_US.UTF-8', TERM: 'xterm-256color'})).toBe(false)
  expect(isAsciiTerminal({LANG: 'de_DE.UTF-8', LC_ALL: 'C'})).toBe(true)
  expect(isAsciiTerminal({LANG: 'C.UTF-8', TERM: 'linux'})).toBe(true)
})

test('what is typed finds what contains it, at best at the beginning', () => {
  const all = ['redo what was undone', 'undo the last', 'unpack and do it', 'sort']
  expect(fuzzyMatches('undo', all, text => text)).toEqual([
    'undo the last',
    'redo what was undone',
    'unpack and do it',
  ])
  expect(fuzzyMatches('', all, text => text)).toEqual(all)
})
