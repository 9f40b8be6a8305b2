import type {FieldEdge, GraphDrawing, GraphNode} from '../../../components/FeatureGraph/drawing.ts'
import {formatCount, formatCounted, formatIncrement} from '../../../components/format.ts'
import type {State as Meaning} from '../../../components/meanings.ts'
import {
  type FeatureDep,
  type FeatureKey,
  type FeatureStatus,
  fieldEdges,
  lineageLabel,
  type ProjectGraph,
} from '../../../engine/index.ts'
import {isCancelled} from '../../../store/loading/load.ts'
import {type Loadable, shown} from '../../../store/loading/loadable.ts'
import {waitingOnUpstream} from './waiting-on-upstream.ts'

/** Hashes in boxes are short: they tell fields apart, the detail pane has the whole. */
const VERSION_LENGTH = 6

export type Statuses = ReadonlyMap<FeatureKey, Loadable<FeatureStatus>>

/** The features as the graph pictures draw them; `seen` are those that focus and filter leave. */
export function graphDrawing(
  graph: ProjectGraph,
  statuses: Statuses,
  seen: ReadonlySet<FeatureKey>,
): GraphDrawing {
  const titles = shortTitles(graph.order)
  const waiting = waitingOnUpstream(graph, statuses)
  return {
    nodes: graph.order
      .filter(feature => seen.has(feature))
      .map(feature => node(graph, statuses, feature, titles, waiting)),
    fieldEdges: edgesOf(graph).filter(
      ({from, to}) => seen.has(from.feature) && seen.has(to.feature),
    ),
  }
}

/** Every field edge of a graph, made once. */
export function edgesOf(graph: ProjectGraph): readonly FieldEdge[] {
  const before = KNOWN_EDGES.get(graph)
  if (before !== undefined) return before
  const edges = fieldEdges(graph.graph).map((edge): FieldEdge => {
    const {spec} = graph.graph.definitions.get(edge.to.feature) ?? {}
    const dep = spec?.deps.find(one => one.feature === edge.from.feature)
    const label = dep === undefined ? '' : edgeLabel(dep)
    return label === '' ? edge : {...edge, label}
  })
  KNOWN_EDGES.set(graph, edges)
  return edges
}

/** How many samples become one or many, and whether the upstream may be missing; 1:1 says nothing. */
function edgeLabel({lineage, optional}: FeatureDep): string {
  const many = lineage.kind === 'identity' ? '' : lineageLabel(lineage)
  return optional ? `${many}?` : many
}

const KNOWN_EDGES = new WeakMap<ProjectGraph, readonly FieldEdge[]>()

function node(
  graph: ProjectGraph,
  statuses: Statuses,
  feature: FeatureKey,
  titles: ReadonlyMap<FeatureKey, string>,
  waiting: ReadonlySet<FeatureKey>,
): GraphNode {
  const definition = graph.graph.definitions.get(feature)
  const versions = graph.versions.get(feature)?.fieldVersions
  const loadable = statuses.get(feature)
  const status = shown(loadable)
  const isRoot = definition?.spec.deps.length === 0
  const state = stateOf(loadable, isRoot, waiting.has(feature))
  return {
    key: feature,
    title: titles.get(feature) ?? feature,
    state,
    fields: (definition?.spec.fields ?? []).map(({key}) => ({
      key,
      version: (versions?.get(key) ?? '').slice(0, VERSION_LENGTH),
    })),
    countsLine:
      loadable?.status === 'failed'
        ? failedLine(loadable.error)
        : countsLine(status, state, isRoot),
    rowsLabel: status === null || status.status === 'error' ? '' : formatCount(status.storeRows),
    root: isRoot,
    external: definition?.external ?? false,
  }
}

/** What the box of a feature says at first sight; the most pressing thing wins. */
export function stateOf(
  loadable: Loadable<FeatureStatus> | undefined,
  isRoot: boolean,
  waits: boolean,
): Meaning {
  if (loadable?.status === 'failed') return isCancelled(loadable.error) ? 'not-available' : 'error'
  const status = shown(loadable)
  if (status === null) return 'loading'
  if (status.status === 'error') return 'not-available'
  if (isRoot) return 'root'
  const {counts} = status
  if (counts === null) return 'not-available'
  if (counts.stale > 0) return 'stale'
  if (counts.new > 0) return 'new'
  if (counts.orphaned > 0) return 'orphaned'
  return waits ? 'waits-upstream' : 'up-to-date'
}

function failedLine(error: Error): string {
  return isCancelled(error) ? 'stopped' : 'failed'
}

function countsLine(status: FeatureStatus | null, state: Meaning, isRoot: boolean): string {
  if (status === null) return '…'
  if (status.status === 'error') return 'not available'
  if (isRoot) return status.metadataExists ? formatCounted(status.storeRows, 'row') : 'no rows yet'
  if (status.counts === null) return 'not available'
  const pending = formatIncrement(status.counts)
  if (pending !== '') return pending
  return state === 'waits-upstream' ? '^upstream' : 'up to date'
}

/** The last part of a key, or more of it where several features end alike. */
function shortTitles(features: readonly FeatureKey[]): ReadonlyMap<FeatureKey, string> {
  const endings = features.map(feature => feature.split('/').at(-1) ?? feature)
  return new Map(
    features.map((feature, at) => {
      const ending = endings[at] ?? feature
      const isAlone = endings.filter(other => other === ending).length === 1
      return [feature, isAlone ? ending : feature]
    }),
  )
}
