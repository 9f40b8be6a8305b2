import {Box} from 'ink'
import {Notice} from '../../components/Notice.tsx'
import {Waiting} from '../../components/Waiting.tsx'
import {isCancelled} from '../../store/loading/load.ts'
import type {Loadable} from '../../store/loading/loadable.ts'
import {errorText} from './error-text.ts'
import {useElapsed} from './use-elapsed.ts'

/** What a pane shows instead of an answer: since when it is waited for, or why there is none. */
export function NotReady({width, ...props}: NotReadyProps) {
  return (
    <Box paddingLeft={1}>
      <Why {...props} width={width - 2} />
    </Box>
  )
}

interface NotReadyProps {
  readonly loadable: Loadable<unknown> | undefined
  readonly what: string
  readonly width: number
  readonly height: number
}

function Why({loadable, what, width, height}: NotReadyProps) {
  const elapsedMs = useElapsed(loadable?.status === 'loading' ? loadable.sinceMicros : null)
  if (loadable?.status !== 'failed') {
    return <Waiting width={width} what={what} elapsedMs={elapsedMs} hint="Esc stops" />
  }
  const again = [{keys: 'r', label: 'again'}]
  return isCancelled(loadable.error) ? (
    <Notice width={width} kind="information" text={`${what}: stopped`} keys={again} />
  ) : (
    <Notice
      width={width}
      height={height}
      kind="error"
      text={errorText(loadable.error)}
      keys={again}
    />
  )
}
