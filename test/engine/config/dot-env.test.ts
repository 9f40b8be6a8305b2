import {expect, test} from 'vitest'
import {parseDotEnv} from '../../../src/engine/config/dot-env.ts'

// python-dotenv, which Metaxy uses, gives the same for every line.
test.each([
  ['A=1\nB = two words  # c\n I=i\r\nE=', {A: '1', B: 'two words', I: 'i', E: ''}],
  ['export C="x\\ny # no"', {C: 'x\ny # no'}],
  ["D='a\\nb'\nN='it\\'s'", {D: 'a\\nb', N: "it's"}],
  ['F="multi\nline"\nG=after', {F: 'multi\nline', G: 'after'}],
  ['G=a#b\nH=#c\nQ==x=', {G: 'a#b', H: '#c', Q: '=x='}],
  ['J="q\\"q"  # after\nO="tab\\tx\\q"', {J: 'q"q', O: 'tab\tx\\q'}],
  ['# comment\nM\nL: x\nbad line\nexport P\n', {}],
  ["R='x' y\nX=end", {X: 'end'}],
  ['9X=1\nS-T=2\nU=" sp "', {'9X': '1', 'S-T': '2', U: ' sp '}],
  [`A=1\nK=\${A}/\${HOME}/\${NONE:-no}/\${NONE}`, {A: '1', K: '1//no/'}],
  ['', {}],
])('%j', (text, expected) => {
  expect(parseDotEnv(text)).toEqual(expected)
})

test('variables that are set go before those of the file', () => {
  expect(parseDotEnv(`A=file\nB=\${A}-\${HOME}`, {A: 'set', HOME: '/home/me'})).toEqual({
    A: 'file',
    B: 'set-/home/me',
  })
})
