import {createRequire} from 'node:module'
import {styledCharsFromTokens, tokenize} from '@alcalzone/ansi-tokenize'
import {Chalk} from 'chalk'
import stringWidth from 'string-width'
import {describe, expect, test} from 'vitest'
import {type InkOutputClass, joinedRows} from '../../../src/app/ink/joined-rows.ts'
import {quickWidth} from '../../../src/app/ink/quick-width.ts'
import {type Random, seededRandom} from '../../helpers/random.ts'

// As published: in these tests too Ink has the other one.
const InkOutput: InkOutputClass = createRequire(import.meta.url)(
  '../../../node_modules/ink/build/output.js',
).default

const SIZE = {width: 40, height: 6}
const chalk = new Chalk({level: 1})
const STYLES = [(text: string) => text, chalk.cyan, chalk.bold, chalk.inverse, chalk.red.bold]
const TEXTS = ['a', 'clip/trim', '│', '──▶', 'two words', '日本', '🎬', '   ', 'é', '']

interface Written {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly bold: boolean
}

describe('frames of joined rows look as those of Ink', () => {
  const Joined = joinedRows(InkOutput, quickWidth(stringWidth))

  test.each([1, 2, 3, 4, 5])('texts anywhere, one frame after the other, seed %i', seed => {
    const random = seededRandom(seed)
    let frame: readonly Written[] = []
    for (let count = 0; count < 200; count += 1) {
      frame = [...frame.filter(() => !random.oneIn(3)), ...texts(random)]
      expect(look(Joined, frame)).toEqual(look(InkOutput, frame))
    }
  })

  test('what is clipped and what has more lines is left to Ink', () => {
    const drawn = [InkOutput, Joined].map(Output => {
      const output = new Output(SIZE)
      output.write(0, 0, 'first\nsecond', {transformers: []})
      output.clip({x1: 0, x2: 10, y1: 0, y2: 6})
      output.write(5, 3, 'longer than its place', {transformers: []})
      output.unclip()
      return output.get()
    })
    expect(drawn[1]).toEqual(drawn[0])
  })
})

function texts(random: Random): readonly Written[] {
  return Array.from({length: random.below(8)}, () => {
    const text = random.pick(STYLES)(random.pick(TEXTS)) + random.pick(STYLES)(random.pick(TEXTS))
    return {
      x: random.below(SIZE.width - 20),
      y: random.below(SIZE.height),
      text,
      bold: random.oneIn(5),
    }
  })
}

/** The characters of every row and how each is styled, in whatever order that is said. */
function look(Output: InkOutputClass, frame: readonly Written[]) {
  const output = new Output(SIZE)
  for (const {x, y, text, bold} of frame) {
    output.write(x, y, text, {transformers: bold ? [line => chalk.bold(line)] : []})
  }
  const {output: rows, height} = output.get()
  return {height, rows: rows.split('\n').map(charactersOf)}
}

function charactersOf(row: string) {
  return styledCharsFromTokens(tokenize(row)).map(
    ({value, styles}) => `${value} ${styles.map(({code}) => code.slice(1)).sort()}`,
  )
}
