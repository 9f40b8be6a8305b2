import {expect, test} from 'vitest'
import {Table} from '../../../src/components/Table/Table.tsx'
import {createTheme} from '../../../src/components/theme.ts'
import {openScreen} from '../../helpers/screen.ts'
import {Themed} from '../gallery.tsx'

const columns = [
  {id: 'sample_uid', header: 'sample_uid', align: 'left', frozen: true, sort: 'ascending'},
  {id: 'n_faces', header: 'n_faces', align: 'right', frozen: false},
  {id: 'path', header: 'path', align: 'left', frozen: false},
] as const

const rows = [
  {key: '117', cells: ['vid_000117', '3', 's3://m/f/117.parquet']},
  {key: '118', cells: ['vid_000118', '0', 's3://m/f/118.parquet'], state: 'staged'},
  {key: '119', cells: ['vid_000119', '1', 's3://m/f/119.parquet'], marked: true},
  {key: '121', cells: ['vid_000121', '2', 'NULL']},
  {key: '122', cells: ['vid_000122', '12', 's3://m/f/漢字.parquet'], state: 'deleted'},
] as const

const table = (
  <Table width={60} height={8} columns={columns} rows={rows} cursor={3} cursorColumn="n_faces" />
)

test('letters carry the states, colour only helps', async () => {
  const screen = openScreen(<Themed>{table}</Themed>, {columns: 60, rows: 9})
  expect(await screen.settled()).toMatchInlineSnapshot(`
    "     sample_uid ▲  n_faces  path
     ────────────────────────────────────────────────
         vid_000117          3  s3://m/f/117.parquet
       D vid_000118          0  s3://m/f/118.parquet
     *   vid_000119          1  s3://m/f/119.parquet
    >    vid_000121          2  NULL
       x vid_000122         12  s3://m/f/漢字.parquet

    "
  `)

  const deleted = screen.cell(5, 6)
  expect([deleted.getChars(), deleted.isDim(), deleted.isStrikethrough()].map(Boolean)).toEqual([
    true,
    true,
    true,
  ])
  expect(screen.cell(5, 5).isInverse()).toBeTruthy()
  expect(screen.cell(5, 4).isInverse()).toBeFalsy()
  await screen.close()
})

test('without colour the same table is drawn', async () => {
  const mono = createTheme({color: false, ascii: false})
  const colour = openScreen(<Themed>{table}</Themed>, {columns: 60, rows: 9})
  const plain = openScreen(<Themed theme={mono}>{table}</Themed>, {columns: 60, rows: 9})
  expect(await plain.settled()).toBe(await colour.settled())
  await colour.close()
  await plain.close()
})

test('ids stay in sight while the other columns move', async () => {
  const moved = <Table width={40} height={4} columns={columns} rows={rows} columnOffset={1} />
  const screen = openScreen(<Themed>{moved}</Themed>, {columns: 40, rows: 5})
  const lines = (await screen.settled()).split('\n').map(line => line.trimEnd())
  expect(lines.slice(0, 4)).toEqual([
    '     sample_uid ▲  path',
    ` ←${'─'.repeat(38)}`,
    '     vid_000117    s3://m/f/117.parquet',
    '   D vid_000118    s3://m/f/118.parquet',
  ])
  await screen.close()
})

test('the rule points to columns that have no room', async () => {
  const narrow = <Table width={28} height={3} columns={columns} rows={rows} />
  const screen = openScreen(<Themed>{narrow}</Themed>, {columns: 28, rows: 4})
  const lines = (await screen.settled()).split('\n').map(line => line.trimEnd())
  expect(lines.slice(0, 3)).toEqual([
    '     sample_uid ▲  n_faces',
    ` ${'─'.repeat(24)}→`,
    '     vid_000117          3',
  ])
  await screen.close()
})
