import type {Change} from '../../engine/index.ts'
import type {StagedChange} from '../../store/changes/changes-state.ts'
import type {State} from '../../store/state.ts'
import type {Command} from '../command.ts'

/** What can be decided about a change after it was staged; it is previewed anew. */
export const CHANGE_OPTIONS: readonly Command[] = [
  option('changes.history', 'Rows of all feature versions, or of the current one alone', 'F', {
    hint: 'history',
    turned: change =>
      'withFeatureHistory' in change
        ? {...change, withFeatureHistory: !change.withFeatureHistory}
        : null,
    reason: 'only deletes and copies reach other versions',
  }),
  option('changes.onlyMissing', 'Copy only what is missing here, or everything', 'M', {
    hint: 'only missing',
    turned: change =>
      change.kind === 'copy' ? {...change, onlyMissing: !change.onlyMissing} : null,
    reason: 'this is no copy',
  }),
]

function option(
  id: string,
  title: string,
  key: string,
  {
    hint,
    turned,
    reason,
  }: {
    readonly hint: string
    readonly turned: (change: Change) => Change | null
    readonly reason: string
  },
): Command {
  return {
    id,
    title,
    group: 'changes',
    keys: [key],
    contexts: ['changes'],
    tier: 1,
    hint,
    disabledReason: state => {
      if (state.changes.pending.status === 'committing') return 'the commit is under way'
      const staged = chosen(state)
      if (staged === undefined) return 'nothing is staged'
      return turned(staged.change) === null ? reason : undefined
    },
    run: actions => {
      const staged = chosen(actions.get())
      const change = staged === undefined ? null : turned(staged.change)
      if (staged !== undefined && change !== null) actions.restage(staged.id, change)
    },
  }
}

function chosen({changes, changesView}: State): StagedChange | undefined {
  return changes.staged[changesView.cursor.index]
}
