import {expect, test} from 'vitest'
import {askProgram, openProgram, type Place} from '../helpers/built-program.ts'
import type {PtyScreen} from '../helpers/pty-screen.ts'
import {type BeforeAfter, previewOf, readEffects} from './effects.ts'
import {demoPlace, SIZES} from './places.ts'

const FEATURE = 'clip/trim'
const READER = 'clip/card'

test.each(SIZES)(
  'two rows are marked, deleted and brought back, in $columns x $rows',
  async size => {
    const place = await demoPlace()
    const before = await figuresOf(place)
    const screen = openProgram(place, size)

    await screen.until('10 features counted')
    screen.press(`:goto ${FEATURE}\r`)
    await screen.until(`› ${FEATURE}`)
    screen.press('gr')
    await screen.until('row 1 of 218')
    screen.press('/')
    screen.press('seconds < 10\r')
    await screen.until(/row 1 of (?!218)\d+/)
    const [first, second] = idsOn(screen)
    screen.press('  ')
    await screen.until('2 marked')
    screen.press('d')
    await screen.until('1 staged')

    screen.press('5')
    await screen.until(previewOf(`soft delete  ${FEATURE}`))
    const predicted = await readEffects(screen)
    await commit(screen)
    const deleted = await figuresOf(place)
    expect(afterwards(predicted)).toEqual(deleted)
    expect(beforehand(predicted)).toEqual(before)
    expect(deleted.visible).toBe(before.visible - 2)

    screen.press('2')
    await screen.until('row 1 of')
    expect(idsOn(screen)).not.toContain(first)
    expect(idsOn(screen)).not.toContain(second)

    screen.press('u')
    await screen.until('1 staged')
    screen.press('5')
    await screen.until(previewOf(`undo  ${FEATURE}`))
    const promised = await readEffects(screen)
    await commit(screen)
    expect(afterwards(promised)).toEqual(before)
    expect(await figuresOf(place)).toEqual(before)

    screen.press('2')
    await screen.until(text => text.includes(first) && text.includes(second))
    screen.press('q')
    expect(await screen.exited).toBe(0)
  },
)

/** What a process of its own says: visible rows, the next increment, and that of the reader. */
async function figuresOf(place: Place) {
  const {features} = await askProgram(place, 'metadata', 'status', FEATURE, READER)
  const increment = (feature: string) => ({
    new: features[feature].missing,
    stale: features[feature].stale,
    orphaned: features[feature].orphaned,
  })
  return {
    visible: features[FEATURE].store_rows,
    here: increment(FEATURE),
    reader: increment(READER),
  }
}

function beforehand(effects: ReadonlyMap<string, BeforeAfter>) {
  return figures(effects, 'before')
}

function afterwards(effects: ReadonlyMap<string, BeforeAfter>) {
  return figures(effects, 'after')
}

/** The figures of the screen in the form of `figuresOf`. */
function figures(effects: ReadonlyMap<string, BeforeAfter>, side: keyof BeforeAfter) {
  const increment = (words: string) => ({
    new: effects.get(`${words}: new`)?.[side],
    stale: effects.get(`${words}: stale`)?.[side],
    orphaned: effects.get(`${words}: orphaned`)?.[side],
  })
  return {
    visible: effects.get('visible samples')?.[side],
    here: increment('next increment here'),
    reader: increment(READER),
  }
}

async function commit(screen: PtyScreen): Promise<void> {
  screen.press('c')
  await screen.until('Commit to')
  screen.press('y')
  await screen.until('The last commit is done')
}

/** The ids of the rows that are shown, from the top. */
function idsOn(screen: PtyScreen): readonly [string, string, ...string[]] {
  const [first, second, ...others] = screen.text().match(/[A-Z]\d{3}_C\d{3}(?= {2})/g) ?? []
  if (first === undefined || second === undefined) throw new Error(screen.text())
  return [first, second, ...others]
}
