import {Box} from 'ink'
import type {ReactElement, ReactNode} from 'react'
import {CrumbLine} from '../../src/components/CrumbLine.tsx'
import {DetailPane} from '../../src/components/DetailPane.tsx'
import {Dialog} from '../../src/components/Dialog.tsx'
import {EffectsTable} from '../../src/components/EffectsTable.tsx'
import type {GraphDrawing} from '../../src/components/FeatureGraph/drawing.ts'
import {FeatureGraph} from '../../src/components/FeatureGraph/FeatureGraph.tsx'
import {LanesGraph} from '../../src/components/FeatureGraph/LanesGraph.tsx'
import {IncrementBar} from '../../src/components/IncrementBar.tsx'
import {KeyHints} from '../../src/components/KeyHints.tsx'
import {Lines} from '../../src/components/Lines.tsx'
import {MessageLine} from '../../src/components/MessageLine.tsx'
import {Notice} from '../../src/components/Notice.tsx'
import {Palette} from '../../src/components/Palette.tsx'
import {Panel} from '../../src/components/Panel.tsx'
import {PaneTabs} from '../../src/components/PaneTabs.tsx'
import {SqlText} from '../../src/components/SqlText.tsx'
import {span} from '../../src/components/spans.ts'
import {TabLine} from '../../src/components/TabLine.tsx'
import {Table} from '../../src/components/Table/Table.tsx'
import {TextField} from '../../src/components/TextField/TextField.tsx'
import {textFieldState} from '../../src/components/TextField/text-field-state.ts'
import {TooSmall} from '../../src/components/TooSmall.tsx'
import {createTheme, type Theme} from '../../src/components/theme.ts'
import {ThemeContext} from '../../src/components/theme-context.ts'
import {Waiting} from '../../src/components/Waiting.tsx'

export const colourful = createTheme({color: true, ascii: false})

export function Themed({
  theme = colourful,
  children,
}: {
  readonly theme?: Theme
  readonly children: ReactNode
}) {
  return <ThemeContext value={theme}>{children}</ThemeContext>
}

/** What stored data may contain, and what a terminal must never be told. */
export const nastyTexts: readonly string[] = [
  'plain',
  '漢字かな交じり文・日本語の長い説明文です',
  '👩‍👩‍👧 family 👍🏽 🇩🇪 1️⃣ ❤️ ☕ 🏽',
  '\x1b[2J\x1b]0;title\x07\x9b31m\u0085',
  'two\nlines\r\nand\ta tab',
  '\u202eevil\u2066\u200b\ufeff\u00ad',
  'lone \ud800 surrogate \udc00',
  `z${'\u0301'.repeat(400)}algo`,
  '\u0301starts with a mark',
  'क्षत्रिय ไทยกำลัง 한국어 각',
  'ÄÖÜ ß … — ☃ ﷽ ｶﾞ \u3164',
  'x'.repeat(10_000),
  '漢'.repeat(5_000),
  '',
]

/** Every component with one text in all places where texts from outside come in. */
export function gallery(
  text: string,
  columns: number,
  rows: number,
): readonly {readonly name: string; readonly element: ReactElement}[] {
  const lines = [text, [span('stale', text), ' ', span('key', 'k')], '']
  const query = {...textFieldState(text), cursor: 0}
  const cells = [text, '3,414', text]
  const width = columns
  const height = rows - 1
  const elements: Readonly<Record<string, ReactElement>> = {
    Lines: <Lines lines={lines} width={width} height={height} />,
    Panel: (
      <Panel title={text} note={text} width={width} height={height} focused>
        <Lines lines={lines} width={width - 2} height={height - 2} />
      </Panel>
    ),
    CrumbLine: (
      <CrumbLine
        width={width}
        product="mxx"
        crumbs={['project', text, text]}
        badges={[{text: 'RW on commit', short: 'RW'}, {text}]}
      />
    ),
    TabLine: (
      <TabLine
        width={width}
        tabs={[{id: 'graph', key: '1', label: text, shortLabel: text, count: 2}]}
        active="graph"
      />
    ),
    MessageLine: <MessageLine width={width} message={text} right={text} />,
    KeyHints: (
      <KeyHints
        width={width}
        hints={[{keys: 'x', label: text}]}
        pinned={[{keys: '?', label: 'actions'}]}
      />
    ),
    IncrementBar: (
      <IncrementBar
        width={width}
        tabs={[
          {id: 'a', state: 'stale', label: text, count: 38},
          {id: 'b', state: 'new', label: text, count: undefined},
        ]}
        active="a"
      />
    ),
    PaneTabs: <PaneTabs width={width} tabs={[{id: 'a', text}]} active="a" right={text} />,
    EffectsTable: (
      <EffectsTable
        width={width}
        height={height}
        groups={[
          {
            title: text,
            lines: [
              {kind: 'counts', label: text, before: 3_414, after: 3_374},
              {kind: 'count', label: text, count: 1_000_000_000, meaning: 'warning'},
              {kind: 'text', text},
            ],
          },
        ]}
      />
    ),
    SqlText: <SqlText width={width} height={height} text={`SELECT '${text}' -- ${text}`} />,
    Notice: (
      <Notice
        width={width}
        height={3}
        kind="warning"
        text={text}
        keys={[{keys: 'r', label: 'now'}]}
      />
    ),
    Waiting: <Waiting width={width} what={text} elapsedMs={1234} progress={0.61} hint={text} />,
    TextField: (
      <TextField
        state={textFieldState(text)}
        width={width}
        prompt="/ "
        focused
        hint="Enter"
        error={{position: 3, message: text}}
      />
    ),
    Table: (
      <Table
        width={width}
        height={height}
        columns={[
          {id: 'id', header: text, align: 'left', frozen: true, sort: 'ascending'},
          {id: 'n', header: 'n', align: 'right', frozen: false},
          {id: 'path', header: 'path', align: 'left', frozen: false},
        ]}
        rows={[
          {key: 'a', cells, marked: true},
          {key: 'b', cells, state: 'deleted'},
          {key: 'c', cells, state: 'staged'},
        ]}
        cursor={1}
        cursorColumn="n"
      />
    ),
    DetailPane: (
      <DetailPane
        title={text}
        width={width}
        height={height}
        lines={[
          {kind: 'heading', text},
          {kind: 'value', label: text, value: text},
          {kind: 'value', label: 'path', value: text},
          {kind: 'text', text},
          {kind: 'blank'},
          {kind: 'line', line: text},
        ]}
      />
    ),
    Dialog: (
      <Screenful columns={columns} rows={height}>
        <Dialog
          columns={columns}
          rows={height}
          title={text}
          lines={lines}
          buttons={[
            {label: 'Cancel', focused: true},
            {key: 'y', label: text},
            {label: 'no', disabledReason: text},
          ]}
        />
      </Screenful>
    ),
    Palette: (
      <Screenful columns={columns} rows={height}>
        <Palette
          columns={columns}
          rows={height}
          title={text}
          query={query}
          hint="type to search"
          groups={[
            {
              title: text,
              items: [
                {id: '1', keys: 'd', title: text, detail: text},
                {id: '2', keys: text, title: 'Restore', disabledReason: text},
              ],
            },
          ]}
          selected={1}
          description={text}
          note={text}
        />
      </Screenful>
    ),
    FeatureGraph: (
      <FeatureGraph
        drawing={nastyDrawing(text)}
        selected={{feature: `child ${text}`, field: text}}
        width={width}
        height={height}
        closure="both"
      />
    ),
    LanesGraph: (
      <LanesGraph
        drawing={nastyDrawing(text)}
        selected={{feature: text, field: text}}
        width={width}
        height={height}
      />
    ),
    TooSmall: (
      <TooSmall columns={columns} rows={rows} product="mxx" minimumColumns={60} minimumRows={16} />
    ),
  }
  return Object.entries(elements).map(([name, element]) => ({name, element}))
}

/** Two features that are called like the text. */
function nastyDrawing(text: string): GraphDrawing {
  const node = (key: string, state: 'root' | 'stale') => ({
    key,
    title: key,
    state,
    fields: [
      {key: text, version: text},
      {key: `second ${text}`, version: '3fa1c2'},
    ],
    countsLine: text,
    rowsLabel: text,
    root: state === 'root',
    external: true,
  })
  const child = `child ${text}`
  return {
    nodes: [node(text, 'root'), node(child, 'stale')],
    fieldEdges: [{from: {feature: text, field: text}, to: {feature: child, field: text}}],
  }
}

/** A screen that popups are drawn over. */
export function Screenful({
  columns,
  rows,
  children,
}: {
  readonly columns: number
  readonly rows: number
  readonly children?: ReactNode
}) {
  const lines = Array.from({length: rows}, (_, row) => `${row} `.repeat(columns))
  return (
    <Box width={columns} height={rows}>
      <Lines lines={lines} width={columns} height={rows} />
      {children}
    </Box>
  )
}
