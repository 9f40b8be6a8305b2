import {Box} from 'ink'
import type {ReactNode} from 'react'
import {expect, test} from 'vitest'
import {CrumbLine} from '../../src/components/CrumbLine.tsx'
import {DetailPane} from '../../src/components/DetailPane.tsx'
import {EffectsTable} from '../../src/components/EffectsTable.tsx'
import {IncrementBar} from '../../src/components/IncrementBar.tsx'
import {KeyHints} from '../../src/components/KeyHints.tsx'
import {MessageLine} from '../../src/components/MessageLine.tsx'
import {PaneTabs} from '../../src/components/PaneTabs.tsx'
import {SqlText} from '../../src/components/SqlText.tsx'
import {TabLine} from '../../src/components/TabLine.tsx'
import {TextField} from '../../src/components/TextField/TextField.tsx'
import {textFieldState} from '../../src/components/TextField/text-field-state.ts'
import {openScreen} from '../helpers/screen.ts'
import {Themed} from './gallery.tsx'

async function drawn(element: ReactNode, columns: number, rows = 1): Promise<string> {
  const screen = openScreen(<Themed>{element}</Themed>, {columns, rows: rows + 1})
  const text = await screen.settled()
  await screen.close()
  return text.split('\n').slice(0, rows).join('\n').trimEnd()
}

const crumbs = ['example_overview', 'dev', 'example/face_detection @ e81f20bc']
const badges = [
  {text: 'RW on commit', short: 'RW'},
  {text: 'DB lock free'},
  {text: 'graph 9f3c1a7e', short: '9f3c1a7e'},
]

test('the crumb line keeps its end when it is narrow', async () => {
  const line = (width: number) => (
    <CrumbLine width={width} product="mxx" crumbs={crumbs} badges={badges} />
  )
  expect(await drawn(line(120), 120)).toMatchInlineSnapshot(
    `" mxx    example_overview › dev › example/face_detection @ e81f20bc         RW on commit · DB lock free · graph 9f3c1a7e"`,
  )
  expect(await drawn(line(80), 80)).toMatchInlineSnapshot(
    `" mxx   example_overview › dev › example/face_detection @ e81f20bc   RW 9f3c1a7e"`,
  )
  expect(await drawn(line(60), 60)).toMatchInlineSnapshot(
    `" mxx   › example/face_detection @ e81f20bc      RW 9f3c1a7e"`,
  )
})

test('the screens line has short labels below 110 columns', async () => {
  const tabs = [
    {id: 'graph', key: '1', label: 'Graph', shortLabel: 'Grph'},
    {id: 'rows', key: '2', label: 'Rows', shortLabel: 'Rows'},
    {id: 'changes', key: '5', label: 'Changes', shortLabel: 'Chng', count: 2},
  ]
  const line = (width: number) => <TabLine width={width} tabs={tabs} active="rows" />
  expect(await drawn(line(120), 120)).toBe('  1 Graph  [2 Rows]  5 Changes(2)')
  expect(await drawn(line(80), 80)).toBe('  1 Grph  [2 Rows]  5 Chng2')
})

test('a hint is drawn whole or not at all', async () => {
  const hints = [
    {keys: 'space', label: 'mark'},
    {keys: '/', label: 'filter'},
    {keys: 's', label: 'sort'},
    {keys: 'd', label: 'stage delete', shortLabel: 'delete'},
  ]
  const pinned = [
    {keys: '?', label: 'actions', shortLabel: ''},
    {keys: ':', label: 'command', shortLabel: ''},
    {keys: 'q', label: 'quit', shortLabel: ''},
  ]
  const line = (width: number) => <KeyHints width={width} hints={hints} pinned={pinned} />
  expect(await drawn(line(80), 80)).toBe(
    ' space mark  / filter  s sort  d stage delete  ? actions  : command  q quit',
  )
  expect(await drawn(line(60), 60)).toBe(' space mark  / filter  s sort  d delete  ? : q')
  expect(await drawn(line(40), 40)).toBe(' space mark  / filter  s sort  ? : q')
  expect(await drawn(line(6), 6)).toBe(' ? :')
})

test('the message gives way to what stands at the right', async () => {
  const line = <MessageLine width={40} message={'long '.repeat(20)} right="2 staged" />
  expect(await drawn(line, 40)).toBe(' long long long long long lo…  2 staged')
})

test('the classes of an increment', async () => {
  const bar = (width: number) => (
    <IncrementBar
      width={width}
      active="stale"
      tabs={[
        {id: 'stale', state: 'stale', label: 'stale', count: 38},
        {id: 'new', state: 'new', label: 'new', count: 1_200},
        {
          id: 'orphaned',
          state: 'orphaned',
          label: 'orphaned',
          shortLabel: 'orph',
          count: undefined,
        },
        {id: 'ok', state: 'up-to-date', label: 'up to date', shortLabel: 'ok', count: 3_374},
      ]}
    />
  )
  expect(await drawn(bar(80), 80)).toBe(
    '[~ stale 38]  + new 1,200   - orphaned …   = up to date 3,374',
  )
  expect(await drawn(bar(56), 56)).toBe('[~ stale 38]  + new 1,200   - orph …   = ok 3,374')
})

test('tabs of a pane', async () => {
  const tabs = [
    {id: 'effects', text: 'Effects'},
    {id: 'warnings', text: 'Warnings 3'},
  ]
  const line = <PaneTabs width={50} tabs={tabs} active="effects" right="change 2 of 2" />
  expect(await drawn(line, 50)).toBe('[Effects]  Warnings 3                change 2 of 2')
})

test('before, after and difference', async () => {
  const table = (
    <EffectsTable
      width={72}
      height={9}
      groups={[
        {
          title: 'example/stt',
          lines: [
            {kind: 'counts', label: 'visible samples', before: 3_414, after: 3_374},
            {kind: 'counts', label: 'next increment here    new', before: 12, after: 52},
            {kind: 'count', label: '! waiting', count: 3, meaning: 'warning'},
            {kind: 'text', text: 'upstream still has these 40: they would be recomputed'},
          ],
        },
        {title: 'DOWNSTREAM', lines: [{kind: 'text', text: 'none'}]},
      ]}
    />
  )
  expect(await drawn(table, 72, 9)).toMatchInlineSnapshot(`
    "example/stt                                before      after       diff
      visible samples                           3,414      3,374        -40
      next increment here    new                   12         52        +40
      ! waiting                                                           3
      upstream still has these 40: they would be recomputed

    DOWNSTREAM
      none"
  `)
})

test('a statement is continued below when it is too wide', async () => {
  const text = `INSERT INTO stt\n  SELECT * REPLACE (TIMESTAMPTZ 'now' AS metaxy_deleted_at) -- 40 rows`
  expect(await drawn(<SqlText width={40} height={5} text={text} />, 40, 5)).toMatchInlineSnapshot(`
    "INSERT INTO stt
      SELECT * REPLACE (TIMESTAMPTZ 'now' AS
        metaxy_deleted_at) -- 40 rows"
  `)
})

test('labels and values of a detail pane', async () => {
  const pane = (
    <DetailPane
      title="vid_000121"
      width={34}
      height={11}
      lines={[
        {kind: 'heading', text: 'ROWS in dev'},
        {kind: 'value', label: 'visible', value: '3,424'},
        {kind: 'value', label: 'soft-deleted', value: '0'},
        {kind: 'value', label: 'path', value: 's3://bucket/frames/121.parquet'},
        {kind: 'blank'},
        {kind: 'text', text: 'nothing reads this field of the feature'},
      ]}
    />
  )
  expect(await drawn(pane, 34, 11)).toMatchInlineSnapshot(`
    "┌─ vid_000121 ───────────────────┐
    │ ROWS in dev                    │
    │ visible       3,424            │
    │ soft-deleted  0                │
    │ path                           │
    │   s3://bucket/frames/121.parqu │
    │   et                           │
    │                                │
    │ nothing reads this field of    │
    │ the feature                    │
    └────────────────────────────────┘"
  `)
})

test('the caret of an error stands under its place', async () => {
  const field = (
    <TextField
      state={textFieldState("status = 'fail")}
      width={50}
      prompt="/ "
      focused
      error={{position: 9, message: 'text does not end'}}
    />
  )
  expect(await drawn(field, 50, 2)).toMatchInlineSnapshot(`
    "/ status = 'fail
               ^ text does not end"
  `)
})

test('a long text moves under the cursor', async () => {
  const state = textFieldState('abcdefghijklmnopqrstuvwxyz')
  const field = (cursor: number) => (
    <Box>
      <TextField state={{...state, cursor}} width={14} prompt="/ " focused />
    </Box>
  )
  expect(await drawn(field(26), 14)).toBe('/ pqrstuvwxyz')
  expect(await drawn(field(0), 14)).toBe('/ abcdefghijk…')
  expect(await drawn(field(12), 14)).toBe('/ bcdefghijklm')
})
