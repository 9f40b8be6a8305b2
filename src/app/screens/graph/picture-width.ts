import type {Navigation} from '../../../store/navigation/views.ts'
import {layoutOf} from '../layout.ts'

/** The columns that boxes are laid out in: those of the main pane without its border and margin. */
export function pictureWidth(
  navigation: Navigation,
  {columns, rows}: {readonly columns: number; readonly rows: number},
): number {
  const {main} = layoutOf('graph', columns, rows, navigation)
  return (main?.width ?? columns) - 4
}
