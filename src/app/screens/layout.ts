import {NARROW_SCREEN} from '../../components/sizes.ts'
import type {Navigation, ScreenId} from '../../store/navigation/views.ts'

export interface PaneSize {
  readonly width: number
  readonly height: number
}

/** The panes of a screen; a pane without room is reached with Tab. */
export interface Layout {
  readonly direction: 'row' | 'column'
  readonly main: PaneSize | null
  readonly detail: PaneSize | null
}

export const MINIMUM_COLUMNS = 60
export const MINIMUM_ROWS = 16

/** Crumbs and screens above; message and hints below; the last row stays free (no scrolling). */
const LINES_AROUND = 5

/** Of a wide frame, what the detail pane takes, and what it needs at least. */
const DETAIL_SHARE: Readonly<Record<ScreenId, number>> = {
  graph: 0.3,
  rows: 0.2,
  versions: 0.35,
  increment: 0.284,
  changes: 0.616,
  stores: 0.4,
}
const NARROWEST_DETAIL = 24

/** Of a narrow frame, the lines that the detail pane takes; none where it is reached with Tab. */
const DETAIL_LINES: Readonly<Record<ScreenId, number>> = {
  graph: 0.27,
  rows: 0,
  versions: 0.53,
  increment: 0.27,
  changes: 0.63,
  stores: 0.42,
}

/** Who gets which part of the frame: details beside from 110 columns on, else below (screens.md §4.4). */
export function layoutOf(
  screen: ScreenId,
  columns: number,
  rows: number,
  {zoomed, pane}: Pick<Navigation, 'zoomed' | 'pane'>,
): Layout {
  const height = rows - LINES_AROUND
  const whole = {width: columns, height}
  if (zoomed) return only(pane, whole)
  if (columns >= NARROW_SCREEN) {
    const width = Math.max(NARROWEST_DETAIL, Math.round(columns * DETAIL_SHARE[screen]))
    const main = {width: columns - width, height}
    return {direction: 'row', main, detail: {width, height}}
  }
  const lines = Math.round(height * DETAIL_LINES[screen])
  if (lines === 0) return only(pane, whole)
  const main = {width: columns, height: height - lines}
  return {direction: 'column', main, detail: {width: columns, height: lines}}
}

function only(pane: Navigation['pane'], size: PaneSize): Layout {
  return pane === 'main'
    ? {direction: 'column', main: size, detail: null}
    : {direction: 'column', main: null, detail: size}
}
