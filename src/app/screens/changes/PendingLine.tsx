import {Lines} from '../../../components/Lines.tsx'
import {Notice} from '../../../components/Notice.tsx'
import {Waiting} from '../../../components/Waiting.tsx'
import {isCancelled} from '../../../store/loading/load.ts'
import {useAppState} from '../../use-app-state.ts'
import {errorText} from '../error-text.ts'
import {useElapsed} from '../use-elapsed.ts'

const AGAIN = [{keys: 'r', label: 'new preview'}]

/** One line about where the changes are on their way. */
export function PendingLine({width}: {readonly width: number}) {
  const pending = useAppState(state => state.changes.pending)
  const task = useAppState(state => state.tasks.find(({screen}) => screen === 'changes') ?? null)
  const elapsedMs = useElapsed(task?.startedAtMicros ?? null)
  switch (pending.status) {
    case 'none':
    case 'previewed':
    case 'finished':
      return <Lines lines={['']} width={width} height={1} />
    case 'previewing':
      return <Waiting width={width} what="working out what this would do" elapsedMs={elapsedMs} />
    case 'committing':
      return <Waiting width={width} what="committing" elapsedMs={elapsedMs} />
    case 'conflicted':
      return (
        <Notice
          width={width}
          kind="error"
          text="The table changed since the preview; nothing was written."
          keys={AGAIN}
        />
      )
    case 'failed':
      return (
        <Notice
          width={width}
          kind={isCancelled(pending.error) ? 'information' : 'error'}
          height={4}
          text={isCancelled(pending.error) ? 'stopped' : errorText(pending.error)}
          keys={AGAIN}
        />
      )
  }
}
