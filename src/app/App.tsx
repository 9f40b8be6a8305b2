import {Box, useApp, useWindowSize} from 'ink'
import {useEffect} from 'react'
import {TooSmall} from '../components/TooSmall.tsx'
import type {Theme} from '../components/theme.ts'
import {ThemeContext} from '../components/theme-context.ts'
import {currentView} from '../store/selectors.ts'
import {ChangesScreen} from './screens/changes/ChangesScreen.tsx'
import {Popups} from './screens/dialogs/Popups.tsx'
import {Footer} from './screens/Footer.tsx'
import {GraphScreen} from './screens/graph/GraphScreen.tsx'
import {Header} from './screens/Header.tsx'
import {IncrementScreen} from './screens/increment/IncrementScreen.tsx'
import {layoutOf, MINIMUM_COLUMNS, MINIMUM_ROWS} from './screens/layout.ts'
import {RowsScreen} from './screens/rows/RowsScreen.tsx'
import {StoresScreen} from './screens/stores/StoresScreen.tsx'
import {VersionsScreen} from './screens/versions/VersionsScreen.tsx'
import {type AppWorld, AppWorldContext, useAppState} from './use-app-state.ts'

export interface AppProps {
  readonly world: AppWorld
  readonly theme: Theme
  /** Told how the screen is given to somebody else for a while. */
  readonly onScreen: (lend: (work: () => Promise<void>) => Promise<void>) => void
}

/** The whole program: the frame, the screen in it and what lies over it. */
export function App({world, theme, onScreen}: AppProps) {
  const {suspendTerminal} = useApp()
  useEffect(() => onScreen(suspendTerminal), [onScreen, suspendTerminal])
  return (
    <ThemeContext value={theme}>
      <AppWorldContext value={world}>
        <Frame />
      </AppWorldContext>
    </ThemeContext>
  )
}

/** One row less than the terminal has: a full one would scroll it. */
function Frame() {
  const {columns, rows} = useWindowSize()
  const {screen} = useAppState(currentView)
  const navigation = useAppState(state => state.navigation)
  if (columns < MINIMUM_COLUMNS || rows < MINIMUM_ROWS) {
    return (
      <TooSmall
        columns={columns}
        rows={rows}
        product="mxx"
        minimumColumns={MINIMUM_COLUMNS}
        minimumRows={MINIMUM_ROWS}
      />
    )
  }
  const layout = layoutOf(screen, columns, rows, navigation)
  return (
    <Box flexDirection="column" width={columns} height={rows - 1}>
      <Header width={columns} />
      {
        {
          graph: <GraphScreen layout={layout} columns={columns} />,
          rows: <RowsScreen layout={layout} />,
          versions: <VersionsScreen layout={layout} />,
          increment: <IncrementScreen layout={layout} />,
          changes: <ChangesScreen layout={layout} />,
          stores: <StoresScreen layout={layout} />,
        }[screen]
      }
      <Footer width={columns} />
      <Popups columns={columns} rows={rows - 1} />
    </Box>
  )
}
