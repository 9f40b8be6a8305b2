import {Box, useWindowSize} from 'ink'
import {Lines} from '../components/Lines.tsx'
import type {Theme} from '../components/theme.ts'
import {ThemeContext} from '../components/theme-context.ts'

/** The first frame: there at once, while the engine is still being loaded. */
export function Opening({directory, theme}: {readonly directory: string; readonly theme: Theme}) {
  const {columns, rows} = useWindowSize()
  return (
    <ThemeContext value={theme}>
      <Box width={columns} height={Math.max(1, rows - 1)}>
        <Lines lines={[` mxx   opening ${directory} …`]} width={columns} height={1} />
      </Box>
    </ThemeContext>
  )
}
