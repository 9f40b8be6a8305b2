import {cutLine, type Line, lineWidth, type Span} from './spans.ts'
import type {Theme} from './theme.ts'

/**
 * One line with something at each end, exactly `width` columns. The right end is kept whole and the
 * left one is cut; a right end that would leave less than a third to the left is dropped.
 */
export function joinEnds(theme: Theme, left: Line, right: Line, width: number): readonly Span[] {
  const wanted = lineWidth(theme, right)
  const fits = wanted > 0 && wanted + GAP <= (width * 2) / 3
  const start = cutLine(theme, left, fits ? width - wanted - GAP : width)
  const end = fits ? cutLine(theme, right, wanted) : {spans: [], width: 0}
  const gap = ' '.repeat(Math.max(0, width - start.width - end.width))
  return [...start.spans, {text: gap, meaning: 'plain'}, ...end.spans]
}

const GAP = 2
