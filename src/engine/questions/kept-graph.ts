import {unlessAborted} from '../duckdb/signals.ts'
import type {ProjectGraph} from '../graph/project-graph.ts'
import type {AskOptions} from './questions.ts'

interface Loading {
  readonly graph: Promise<ProjectGraph>
  readonly stop: AbortController
  askers: number
}

/**
 * The graph that a project answers from: loaded once for everybody who asks, kept until somebody asks
 * to reload. Whoever cancels only cancels his own waiting; loading ends when nobody waits any more. A
 * failure is not kept: the next question tries again.
 */
export function keptGraph(
  load: (signal: AbortSignal) => Promise<ProjectGraph>,
): (options: AskOptions & {readonly reload?: boolean}) => Promise<ProjectGraph> {
  let kept: Loading | undefined

  function begin(): Loading {
    const stop = new AbortController()
    const loading: Loading = {graph: load(stop.signal), stop, askers: 0}
    loading.graph.catch(() => forget(loading))
    return loading
  }

  function forget(loading: Loading): void {
    if (kept === loading) kept = undefined
  }

  return async ({signal, reload = false}) => {
    if (reload) kept = undefined
    kept ??= begin()
    const loading = kept
    loading.askers += 1
    let loaded = false
    try {
      const graph = await (signal === undefined ? loading.graph : whileWanted(loading, signal))
      loaded = true
      return graph
    } finally {
      loading.askers -= 1
      if (!loaded && loading.askers === 0) {
        forget(loading)
        loading.stop.abort()
      }
    }
  }
}

function whileWanted({graph}: Loading, signal: AbortSignal): Promise<ProjectGraph> {
  return unlessAborted(signal, (done, failed) => {
    graph.then(done, failed)
    return () => {}
  })
}
