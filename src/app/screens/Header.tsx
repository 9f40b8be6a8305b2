import type {Badge} from '../../components/CrumbLine.tsx'
import {shortHash} from '../../components/format.ts'
import {formatMicros, type TimeFormat} from '../../components/format-time.ts'
import type {GraphSource, ProjectGraph} from '../../engine/index.ts'
import {shown} from '../../store/loading/loadable.ts'
import {currentView} from '../../store/selectors.ts'
import {useAppState, useAppWorld} from '../use-app-state.ts'
import {HeaderLines, UNREAD_GRAPH} from './HeaderLines.tsx'

/** The first two lines: where one is, and which screens there are. */
export function Header({width}: {readonly width: number}) {
  const {appState, now} = useAppWorld()
  const {project} = appState
  const {screen, feature, field} = useAppState(currentView)
  const graph = useAppState(state => shown(state.loading.graph))
  const staged = useAppState(state => state.changes.staged.length)
  const timeFormat = useAppState(state => state.timeFormat)

  const subject = field === null || screen !== 'graph' ? feature : `${feature}.${field}`
  const crumbs = [
    projectName(graph) ?? project.config.project ?? 'project',
    project.chosen.name,
    ...(screen === 'changes' || screen === 'stores' ? [screen] : subject === null ? [] : [subject]),
    ...(screen === 'increment' || screen === 'versions' ? [screen] : []),
  ]
  const times = {timeFormat, nowMicros: now()}
  return (
    <HeaderLines
      width={width}
      screen={screen}
      crumbs={crumbs}
      source={sourceBadge(graph, times)}
      staged={staged}
    />
  )
}

function projectName(graph: ProjectGraph | null): string | undefined {
  const projects = (graph?.sources ?? []).flatMap(source =>
    source.kind === 'push' ? [source.project] : [],
  )
  return projects.length === 0 ? undefined : projects.join('+')
}

/** Which push the graph is from, and when it was made. */
function sourceBadge(
  graph: ProjectGraph | null,
  times: {readonly timeFormat: TimeFormat; readonly nowMicros: bigint},
): Badge {
  if (graph === null) return UNREAD_GRAPH
  const [first, ...others] = graph.sources.toSorted(byAge)
  const more = others.length === 0 ? '' : ` +${others.length}`
  switch (first?.kind) {
    case 'push': {
      const at = formatMicros(first.recordedAtMicros, times.timeFormat, times.nowMicros)
      const short = at.replace(/^\d{4}-(.*):\d\d(Z?)$/, '$1$2')
      const version = shortHash(first.projectVersion)
      return {text: `graph ${version} pushed ${at}${more}`, short: `${version} ${short}${more}`}
    }
    case 'lock-file':
      return {text: 'graph from metaxy.lock', short: 'lock'}
    case 'none':
    case undefined:
      return {text: 'no graph pushed', short: 'no graph'}
  }
}

/** The newest push first, then whatever is not a push. */
function byAge(left: GraphSource, right: GraphSource): number {
  const at = (source: GraphSource) => (source.kind === 'push' ? source.recordedAtMicros : 0n)
  return Number(at(right) - at(left))
}
