import {expect} from 'vitest'
import {type AppScreen, openAppScreen} from '../helpers/app-screen.ts'
import {fixtureProject, temporaryFolder} from '../helpers/fixture-project.ts'

export const BACKENDS = ['duckdb', 'delta'] as const

export const SIZES = [
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
] as const

/** The program on the project of a golden case; `prepare` changes its copy first. */
export async function openStory(
  name: string,
  size: {readonly columns: number; readonly rows: number} = {columns: 120, rows: 36},
  prepare: (directory: string) => Promise<void> = async () => {},
): Promise<AppScreen & {readonly directory: string}> {
  const [directory, journalDirectory] = await Promise.all([fixtureProject(name), temporaryFolder()])
  await prepare(directory)
  const screen = openAppScreen(directory, {...size, journalDirectory})
  await screen.until(/\d features? counted/)
  return {...screen, directory}
}

/**
 * Commits what can be undone: `c` once it is previewed, then `y` once the dialog is there. The message
 * line would tell of the preview too, but only once it no longer tells of the commit before.
 */
export async function commit(screen: AppScreen): Promise<void> {
  await screen.until(/\d rows? · reversible/)
  screen.press('c')
  await screen.until('[ Cancel ]')
  screen.press('y')
  await screen.until(
    text => text.includes('The last commit is done') && text.includes('committed operation'),
  )
}

/** Types slowly enough that no key is taken for a pasted one. */
export async function type(screen: AppScreen, text: string): Promise<void> {
  let typed = ''
  for (const character of text) {
    screen.press(character)
    typed += character
    await screen.until(`> ${typed}`)
  }
}

export async function quit(screen: AppScreen): Promise<void> {
  screen.press('\x03\x03')
  expect(await screen.exited).toBe(0)
}

/** The figures behind a label on the Effects tab: `visible samples  3  2  -1`. */
export function figures(screen: AppScreen, label: string): readonly number[] {
  const line = screen
    .text()
    .split('\n')
    .find(one => one.includes(label))
  const behind = line?.slice(line.indexOf(label) + label.length) ?? ''
  return (behind.match(/[+-]?[\d,]+/g) ?? []).map(text => Number(text.replaceAll(',', '')))
}
