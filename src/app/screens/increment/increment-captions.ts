import {formatCount} from '../../../components/format.ts'
import type {ClassTab} from '../../../components/IncrementBar.tsx'
import type {Line} from '../../../components/spans.ts'
import type {FeatureStatus} from '../../../engine/index.ts'
import {shown} from '../../../store/loading/loadable.ts'
import type {LoadedIncrement} from '../../../store/loading/loading-state.ts'

/** The three classes with their counts, and what is up to date as far as that can be told. */
export function classTabs(
  loaded: LoadedIncrement | null,
  status: FeatureStatus | null,
): readonly ClassTab[] {
  const counts = shown(loaded?.increment)?.counts ?? shown(loaded?.counts)
  const failed = loaded?.counts.status === 'failed' || loaded?.increment.status === 'failed'
  const count = (part: 'new' | 'stale' | 'orphaned') =>
    counts?.[part] ?? (failed ? 'not available' : undefined)
  const waiting = counts?.waitingOrphans ?? 0
  const orphaned =
    counts === null || counts === undefined || waiting === 0
      ? count('orphaned')
      : `${formatCount(counts.orphaned)} (${formatCount(waiting)} waiting)`
  const rows = status?.metadataExists ? status.storeRows : null
  const tabs: readonly ClassTab[] = [
    {id: 'stale', state: 'stale', label: 'stale', count: count('stale')},
    {id: 'new', state: 'new', label: 'new', count: count('new')},
    {id: 'orphaned', state: 'orphaned', label: 'orphaned', count: orphaned},
  ]
  if (counts === null || counts === undefined || rows === null) return tabs
  const upToDate = Math.max(0, rows - counts.stale - counts.orphaned)
  const rest = {state: 'up-to-date', label: 'up to date', shortLabel: 'ok'} as const
  return [...tabs, {id: 'rest', ...rest, count: upToDate}]
}

/** `STALE BY FIELD  36 audio · 1 audio + frames`. */
export function groupedLine(loaded: LoadedIncrement | null): Line | null {
  const groups = shown(loaded?.staleByFields)
  if (groups === null || groups.length === 0) return null
  const texts = groups.map(({fields, rows}) => {
    const names = fields.length === 0 ? 'by a staleness predicate' : fields.join(' + ')
    return `${formatCount(rows)} ${names}`
  })
  return ` STALE BY FIELD  ${texts.join(' · ')}`
}
