import type {PtyScreen} from '../helpers/pty-screen.ts'

/** The Changes screen, once it tells what a change would do: `soft delete  clip/trim`. */
export function previewOf(change: string): RegExp {
  return new RegExp(`${change} +before +after +diff`)
}

/** What the Changes screen says of one figure. */
export interface BeforeAfter {
  readonly before: number
  readonly after: number
}

/**
 * Reads the preview off the Changes screen, further down too where it does not fit: each figure by the
 * words before it, `visible samples`, `clip/card: orphaned`.
 */
export async function readEffects(screen: PtyScreen): Promise<ReadonlyMap<string, BeforeAfter>> {
  const figures = new Map(figuresIn(screen.text()))
  screen.press('\t')
  while (screen.text().includes('more below')) {
    const seen = screen.text()
    screen.press('j')
    const text = await screen.until(now => now !== seen)
    for (const [words, figure] of figuresIn(text)) figures.set(words, figure)
  }
  screen.press('\t')
  return figures
}

function figuresIn(text: string): readonly (readonly [string, BeforeAfter])[] {
  return text.split('\n').flatMap(line => {
    const found = /[│┃] +([^│┃ ][^│┃]*?) {2,}([\d,]+) +([\d,]+) +[+-]?[\d,]+ *[│┃]$/.exec(line)
    const [, words = '', before = '', after = ''] = found ?? []
    return found === null ? [] : [[words, {before: count(before), after: count(after)}]]
  })
}

function count(text: string): number {
  return Number(text.replaceAll(',', ''))
}
