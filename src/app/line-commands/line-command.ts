import type {FieldProblem} from '../../store/navigation/popups.ts'
import type {State} from '../../store/state.ts'
import type {AppActions} from '../command.ts'

/** A command that is typed after `:`. */
export interface LineCommand {
  readonly name: string
  /** What comes behind the name, for help: `<feature> [where <filter>]`. */
  readonly usage: string
  readonly title: string
  readonly tier: 0 | 1
  /** `at` is where the arguments begin in the whole text, for problems. */
  readonly read: (args: string, at: number, state: State) => LineResult
}

export type LineResult =
  | {readonly kind: 'run'; readonly run: (actions: AppActions) => void | Promise<void>}
  | {readonly kind: 'problem'; readonly problem: FieldProblem}
  /** The metadata store has to be asked first; the line stays open until it answers. */
  | {readonly kind: 'asks'; readonly ask: (actions: AppActions) => Promise<LineResult>}

export function runs(run: (actions: AppActions) => void | Promise<void>): LineResult {
  return {kind: 'run', run}
}

export function refuses(message: string, position: number): LineResult {
  return {kind: 'problem', problem: {message, position}}
}
