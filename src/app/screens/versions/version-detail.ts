import type {DetailLine} from '../../../components/DetailPane.tsx'
import {formatCount, formatCounted, shortHash} from '../../../components/format.ts'
import {formatMicros} from '../../../components/format-time.ts'
import {type Line, span} from '../../../components/spans.ts'
import type {FeatureDifference, FieldDifference, GraphDiff} from '../../../engine/index.ts'
import {rebaseReason} from '../../../store/changes/stage-chain.ts'
import {graphDiffQuestion} from '../../../store/loading/details.ts'
import {shown} from '../../../store/loading/loadable.ts'
import type {State} from '../../../store/state.ts'
import {
  comparedGraphs,
  comparedVersion,
  currentVersionsView,
  isComparedWithItself,
  type VersionLine,
  versionUnderCursor,
} from '../../../store/versions.ts'
import {errorText} from '../error-text.ts'
import type {DetailText} from '../use-detail-pane.tsx'
import {pushLines, storedLines} from './version-facts.ts'

/** A and B, field by field; what else moved; and whether a rebase can be staged. */
export function versionDetail(state: State, nowMicros: bigint): DetailText {
  const line = versionUnderCursor(state)
  const view = currentVersionsView(state)
  if (line === null || view === null) return {title: 'diff', lines: []}
  const to = comparedVersion(state)
  const current = to.isCurrent ? ' (current)' : ''
  const time = (micros: bigint) => formatMicros(micros, state.timeFormat, nowMicros)
  return {
    title: `diff ${hash(line.featureVersion)} → ${hash(to.featureVersion)}${current}`,
    lines: [
      ...fallbackLine(state, view.feature),
      ...diffLines(state, view.feature, rebaseLine(state, line, to.featureVersion)),
      ...pushLines(line, time),
      ...storedLines(line, time),
    ],
  }
}

/** Versions are counted in the chosen store alone; a read may be answered by another one. */
function fallbackLine({loading, storeChain}: State, feature: string): readonly DetailLine[] {
  const resolvedFrom = shown(loading.statuses.get(feature))?.resolvedFrom ?? null
  const own = storeChain[0]?.name
  if (resolvedFrom === null || own === undefined || resolvedFrom === own) return []
  return [
    text(
      `! rows are those of ${own} itself; ${resolvedFrom} (a fallback) answers reads`,
      'warning',
    ),
  ]
}

/** What each kind of difference means for rows that are stored. */
const KINDS: Readonly<Record<FeatureDifference['kind'], string>> = {
  own: 'own: the feature itself was edited',
  inherited: 'inherited: only its upstream moved',
  both: 'both: it was edited, and its upstream moved',
  definition_only: 'definition only: the version is the same, rows stay valid',
}

function diffLines(state: State, feature: string, rebase: DetailLine): readonly DetailLine[] {
  const names = comparedGraphs(state)
  const line = versionUnderCursor(state)
  if (line?.kind === 'push' && line.featureVersion === null) {
    return [text(`This push of project ${line.push.project} does not have the feature.`), rebase]
  }
  if (isComparedWithItself(state)) return [text('The same version on both sides.'), rebase]
  if (names === null) {
    return [text('One of them was found only in data: no push tells what it was.'), rebase]
  }
  const detail = state.loading.graphDiff
  const answer = detail?.question === graphDiffQuestion(names) ? detail.answer : null
  if (answer?.status === 'failed') return [text(`! ${errorText(answer.error)}`, 'warning'), rebase]
  if (answer?.status !== 'ready') return [text('comparing …'), rebase]
  const diff = answer.value
  return [...featureLines(diff, feature), rebase, ...otherLines(diff, feature)]
}

function featureLines(diff: GraphDiff, feature: string): readonly DetailLine[] {
  const changed = diff.changed.find(({key}) => key === feature)
  if (changed === undefined) {
    if (diff.added.includes(feature)) return [text('B has the feature, A does not.')]
    if (diff.removed.includes(feature)) return [text('A has the feature, B does not.')]
    return [text('no difference')]
  }
  return [
    text(KINDS[changed.kind], 'strong'),
    ...changed.fields.flatMap(fieldLines),
    ...changed.reasons.map(reason => text(`because ${reason}`)),
  ]
}

/** `~ audio  own`, below it what moved: `70c2f1b8 → c1d4f09e`, and the code version. */
function fieldLines({key, change, from, to}: FieldDifference): readonly DetailLine[] {
  const sign = change === 'added' ? '+' : change === 'removed' ? '-' : '~'
  const meaning = change === 'added' ? 'added' : change === 'removed' ? 'removed' : 'stale'
  const line: Line = [span(meaning, `${sign} ${key}`), `  ${change}`]
  const versions = `    ${hash(from?.version ?? null)} → ${hash(to?.version ?? null)}`
  const code =
    from !== null && to !== null && from.codeVersion !== to.codeVersion
      ? [text(`    code ${from.codeVersion} → ${to.codeVersion}`)]
      : []
  return [{kind: 'line', line}, text(versions), ...code]
}

function otherLines(diff: GraphDiff, feature: string): readonly DetailLine[] {
  const others = diff.changed.filter(({key}) => key !== feature)
  const lines = [
    ...others.map(({key, kind, fromVersion, toVersion}) =>
      kind === 'definition_only'
        ? text(`  ${key}  definition only`)
        : text(`  ${key}  ${kind}  ${hash(fromVersion)} → ${hash(toVersion)}`),
    ),
    ...diff.added.filter(key => key !== feature).map(key => text(`  ${key}  added`, 'added')),
    ...diff.removed.filter(key => key !== feature).map(key => text(`  ${key}  removed`, 'removed')),
  ]
  if (lines.length === 0) return []
  return [{kind: 'blank'}, {kind: 'heading', text: 'OTHER FEATURES'}, ...lines]
}

function rebaseLine(state: State, line: VersionLine, to: string | null): DetailLine {
  const reason = rebaseReason(state)
  if (reason !== undefined) return text(`b rebase: off, ${reason}`, 'muted')
  const {liveRows = 0, newestRows = 0} = line.record ?? {}
  const newer = liveRows - newestRows
  const left = newer > 0 ? `; ${formatCount(newer)} more have a newer row` : ''
  return text(
    `b stages a rebase of ${formatCounted(newestRows, 'row')} ${hash(line.featureVersion)} → ${hash(to)}${left}`,
    'key',
  )
}

function text(of: string, meaning?: Extract<DetailLine, {kind: 'text'}>['meaning']): DetailLine {
  return {kind: 'text', text: of, meaning}
}

function hash(version: string | null): string {
  return version === null ? '—' : shortHash(version)
}
