import {basename} from 'node:path'
import {Box, useWindowSize} from 'ink'
import {Panel} from '../components/Panel.tsx'
import type {Theme} from '../components/theme.ts'
import {ThemeContext} from '../components/theme-context.ts'
import {Waiting} from '../components/Waiting.tsx'
import {HeaderLines, UNREAD_GRAPH} from './screens/HeaderLines.tsx'
import {layoutOf, MINIMUM_COLUMNS, MINIMUM_ROWS, type PaneSize} from './screens/layout.ts'
import {TwoPanes} from './screens/TwoPanes.tsx'

/** The first frame: the empty Graph, there at once while the engine and the screens are still loaded. */
export function Opening({directory, theme}: {readonly directory: string; readonly theme: Theme}) {
  const {columns, rows} = useWindowSize()
  return (
    <ThemeContext value={theme}>
      <Box flexDirection="column" width={columns} height={Math.max(1, rows - 1)}>
        {columns < MINIMUM_COLUMNS || rows < MINIMUM_ROWS ? null : (
          <EmptyGraph directory={directory} columns={columns} rows={rows} />
        )}
      </Box>
    </ThemeContext>
  )
}

interface EmptyGraphProps {
  readonly directory: string
  readonly columns: number
  readonly rows: number
}

function EmptyGraph({directory, columns, rows}: EmptyGraphProps) {
  const layout = layoutOf('graph', columns, rows, {zoomed: false, pane: 'main'})
  const {main, detail} = layout
  return (
    <>
      <HeaderLines
        width={columns}
        screen="graph"
        crumbs={[basename(directory)]}
        source={UNREAD_GRAPH}
        staged={0}
      />
      <TwoPanes
        layout={layout}
        main={main === null ? null : <LoadingGraph {...main} />}
        detail={detail === null ? null : <Panel {...detail} title="" />}
      />
    </>
  )
}

function LoadingGraph({width, height}: PaneSize) {
  return (
    <Panel title="graph" width={width} height={height} focused>
      <Box paddingLeft={1}>
        <Waiting width={width - 4} what="reading the graph" elapsedMs={0} hint="q quits" />
      </Box>
    </Panel>
  )
}
