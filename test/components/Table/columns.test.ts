import {expect, test} from 'vitest'
import {
  measureColumn,
  placeColumns,
  type TableColumn,
} from '../../../src/components/Table/columns.ts'

function column(id: string, frozen = false): TableColumn {
  return {id, header: id, align: 'left', frozen}
}

function shown(
  columns: readonly TableColumn[],
  widths: readonly number[],
  width: number,
  offset = 0,
) {
  return placeColumns(columns, widths, width, offset)
    .map(placed => `${placed.column.id}@${placed.x}+${placed.width}`)
    .join(' ')
}

const columns = [column('id', true), column('a'), column('b'), column('c')]

test('columns stand two apart while there is room, the last one may be cut', () => {
  expect(shown(columns, [6, 8, 8, 8], 60)).toBe('id@0+6 a@8+8 b@18+8 c@28+8')
  expect(shown(columns, [6, 8, 8, 8], 32)).toBe('id@0+6 a@8+8 b@18+8 c@28+4')
  expect(shown(columns, [6, 8, 8, 8], 31)).toBe('id@0+6 a@8+8 b@18+8')
})

test('ids stay while the others move', () => {
  expect(shown(columns, [6, 8, 8, 8], 32, 1)).toBe('id@0+6 b@8+8 c@18+8')
  expect(shown(columns, [6, 8, 8, 8], 32, 9)).toBe('id@0+6')
})

test('long ids leave room for at least one other column', () => {
  const wide = [column('x', true), column('y', true), column('a')]
  expect(shown(wide, [40, 40, 10], 60)).toBe('x@0+20 y@22+18 a@42+10')
})

test('a column wants its longest cell, but not a whole screen', () => {
  expect(measureColumn('n', ['1', '1234'])).toBe(4)
  expect(measureColumn('header ▲', ['1'])).toBe(8)
  expect(measureColumn('path', ['x'.repeat(10_000)])).toBe(40)
  expect(measureColumn('名', ['漢字'])).toBe(4)
})
