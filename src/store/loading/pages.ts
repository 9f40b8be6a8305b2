import {type Loadable, shown} from './loadable.ts'
import type {Pages} from './loading-state.ts'

/** How many lines are asked for at once: more than a tall terminal shows. */
export const PAGE_LINES = 128

/** How many pages are kept: about four thousand lines, whatever the table holds. */
const KEPT_PAGES = 32

/** The line at this position; null while its page is not there. */
export function lineAt<T>(pages: Pages<T>, index: number): T | null {
  return shown(pages.get(pageOf(index)))?.[index % PAGE_LINES] ?? null
}

/** The pages that a window of lines lies on. */
export function pagesUnder(top: number, height: number, count: number): readonly number[] {
  if (count === 0) return []
  const first = pageOf(top)
  const last = pageOf(Math.min(count, top + Math.max(1, height)) - 1)
  return Array.from({length: last - first + 1}, (_, offset) => first + offset)
}

/** Those pages first, then one on either side: the next that will be wanted. */
export function pagesAround(top: number, height: number, count: number): readonly number[] {
  const under = pagesUnder(top, height, count)
  const beside = under.length === 0 ? [] : [(under.at(-1) ?? 0) + 1, (under[0] ?? 0) - 1]
  return [...under, ...beside.filter(page => page >= 0 && page <= pageOf(count - 1))]
}

/** Puts a page in as the newest and lets the oldest go. */
export function withPage<T>(
  pages: Pages<T>,
  number: number,
  page: Loadable<readonly T[]>,
): Pages<T> {
  const others = [...pages].filter(([other]) => other !== number)
  return new Map([...others, [number, page] as const].slice(-KEPT_PAGES))
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_LINES)
}
