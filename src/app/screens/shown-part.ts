export interface ShownPart {
  /** First line drawn: there is never more left out than has no room. */
  readonly top: number
  /** For the bottom border, with the key: no line is out of sight without a mark. */
  readonly note: string
}

/** What a pane with room for so many lines shows of them, once it was moved to `wantedTop`. */
export function shownPart(
  lines: number,
  room: number,
  wantedTop: number,
  focused: boolean,
): ShownPart {
  const top = Math.min(wantedTop, Math.max(0, lines - room))
  const pane = focused ? '' : 'Tab, '
  if (lines > room + top) return {top, note: `more below: ${pane}j`}
  return {top, note: top > 0 ? `more above: ${pane}k` : ''}
}
