import {copyReason, rebaseReason} from '../../store/changes/stage-chain.ts'
import type {State} from '../../store/state.ts'
import {versionUnderCursor} from '../../store/versions.ts'
import type {Command} from '../command.ts'

/** Comparing versions; what is staged from Versions and from Stores. */
export const VERSIONS: readonly Command[] = [
  {
    id: 'diff.pick',
    title: 'Compare the others with this version, or with the current one again',
    group: 'versions',
    keys: ['space'],
    contexts: ['versions'],
    tier: 0,
    hint: 'compare',
    disabledReason: lineReason,
    run: actions => actions.toggleCompared(),
  },
  {
    id: 'diff.swap',
    title: 'Compare the other way round',
    group: 'versions',
    keys: ['x'],
    contexts: ['versions'],
    tier: 0,
    hint: 'swap',
    disabledReason: lineReason,
    run: actions => actions.swapCompared(),
  },
  {
    id: 'stage.rebase',
    title: 'Stage a rebase of the rows of this version to the one it is compared with',
    group: 'changes',
    keys: ['b'],
    contexts: ['versions'],
    tier: 1,
    hint: 'rebase',
    disabledReason: rebaseReason,
    run: actions => actions.stageRebase(),
  },
  {
    id: 'stage.copy',
    title: 'Stage a copy of this feature from a fallback store into the chosen one',
    group: 'changes',
    keys: ['f'],
    contexts: ['stores'],
    tier: 1,
    hint: 'copy here',
    disabledReason: copyReason,
    run: actions => actions.stageCopy(),
  },
]

/** Why nothing can be done with the version under the cursor; undefined when something can. */
export function lineReason(state: State): string | undefined {
  const line = versionUnderCursor(state)
  if (line === null) return 'the versions are not read yet'
  return line.featureVersion === null ? 'that push does not have the feature' : undefined
}
