import {describe, expect, test} from 'vitest'
import {runMxx} from '../helpers/run-mxx.ts'
import {BACKENDS, commit, figures, openStory, quit, SIZES} from './people.ts'

describe.each(BACKENDS)('on %s', backend => {
  test.each(SIZES)(
    'a rebase is previewed, its dropped rows are opened, it is committed and undone in $columns x $rows',
    async size => {
      const screen = await openStory(`rebase-${backend}`, size)
      screen.press('gd')
      await screen.until('dev › s/mid')
      screen.press('3')
      await screen.until('[versions 2]')
      await screen.until(/05c9ac9f +current +1 +1 +1 +0/)
      screen.press('b')
      await screen.until('this is the current version')
      screen.press('j')
      await screen.until('diff 773501fe → 05c9ac9f (current)')
      await screen.until('inherited: only its upstream moved')

      screen.press('b')
      await screen.until('joined with upstream')
      expect(screen.text()).toContain('773501fe → current')
      expect(figures(screen, 'newest under 773501fe')).toEqual([5])
      expect(figures(screen, 'joined with upstream')).toEqual([3])
      expect(figures(screen, 'dropped: no upstream row')).toEqual([-2])
      expect(figures(screen, 'keep their own data version')).toEqual([2])

      screen.press('\r')
      await screen.until('candidates  5 rows   list 1 of 4')
      screen.press('nn')
      await screen.until('dropped: no upstream row  2 rows   list 3 of 4')
      expect(screen.text()).toMatch(/│ e +(4 +even|even +4)/)
      expect(screen.text()).toMatch(/│ f +(5 +odd|odd +5)/)
      expect(screen.text()).not.toMatch(/│ a +(0|even) /)

      await commit(screen)
      await screen.until('3 rows appended')
      screen.press('3')
      await screen.until(/05c9ac9f +current +4 +4 +4 +0/)

      screen.press('u5')
      await screen.until('undo  s/mid')
      await commit(screen)
      screen.press('3')
      await screen.until(/05c9ac9f +current +\d+ +1 /)
      await quit(screen)
    },
  )

  test('direct readers that only looked orphaned are spared', async () => {
    const screen = await openStory(`overview-${backend}`, {columns: 120, rows: 36}, async cwd => {
      const video = 'metadata write example/video --from inputs/video.json'.split(' ')
      expect(await runMxx(video, {cwd, env: stateIn(cwd)})).toMatchObject({exit: 0})
    })
    screen.press(':goto example/crop versions\r')
    await screen.until(/fe237dc9 +current +0 +0 +0 +0/)
    screen.press('j')
    await screen.until('diff 34d75856 → fe237dc9 (current)')
    screen.press('b')
    await screen.until('readers of example/crop')
    expect(figures(screen, 'appended under fe237dc9 (current)')).toEqual([5])
    expect(figures(screen, 'example/face_detection: orphaned')).toEqual([5, 0, -5])
    expect(figures(screen, 'example/face_detection: spared')).toEqual([5])
    await commit(screen)
    screen.press(':increment example/face_detection\r')
    await screen.until('= up to date 5')
    await quit(screen)
  })

  test('an older version can be the target, and the comparison is turned round', async () => {
    const screen = await openStory(`rebase-${backend}`)
    screen.press('gd')
    await screen.until('dev › s/mid')
    screen.press('3')
    await screen.until('[versions 2]')
    await screen.until(/773501fe +6/)
    screen.press('jx')
    await screen.until('diff 05c9ac9f → 773501fe')
    screen.press('b')
    await screen.until('05c9ac9f → 773501fe')
    await screen.until('joined with upstream')
    expect(figures(screen, 'newest under 05c9ac9f')).toEqual([1])
    await quit(screen)
  })
})

test('the rows of an older version are listed, and nothing is deleted from there', async () => {
  const screen = await openStory('rebase-duckdb')
  screen.press('gd')
  await screen.until('dev › s/mid')
  screen.press('3')
  await screen.until(/773501fe +6/)
  screen.press('j\r')
  await screen.until('s/mid @ 773501fe')
  await screen.until(/row 1 of 6/)
  screen.press('d')
  await screen.until('these are rows of another version')
  await quit(screen)
})

function stateIn(directory: string): Readonly<Record<string, string>> {
  return {XDG_STATE_HOME: `${directory}/state`}
}
