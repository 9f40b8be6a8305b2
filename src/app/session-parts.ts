import type {Instance} from 'ink'
import type {Theme} from '../components/theme.ts'
import type {ScreensRequest} from './headless/command-io.ts'
import type {Surroundings} from './surroundings.ts'
import type {Terminal} from './terminal.ts'

/** What a session is made of: the request, and the terminal that is taken already. */
export interface SessionParts {
  readonly request: ScreensRequest
  readonly theme: Theme
  readonly surroundings: Surroundings
  readonly ink: Instance
  readonly terminal: Terminal
  readonly quit: (exitCode: number) => void
}
