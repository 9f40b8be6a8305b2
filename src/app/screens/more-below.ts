/** Said in the bottom border of a pane that has more lines than room: no line is lost without a mark. */
export function moreBelow(lines: number, room: number, top: number, focused: boolean): string {
  if (lines <= room + top) return ''
  return focused ? 'more below: j' : 'more below: Tab, j'
}
