import type {DetailLine} from '../../../components/DetailPane.tsx'
import {formatCount, formatCounted} from '../../../components/format.ts'
import type {FeatureStatus} from '../../../engine/index.ts'
import {shown} from '../../../store/loading/loadable.ts'
import {errorText} from '../error-text.ts'
import type {FeatureFacts} from './feature-facts.ts'

/** Rows and pending work of a feature, as far as they are known. */
export function statusLines({status, records, metadataStore}: FeatureFacts): readonly DetailLine[] {
  const known = shown(status)
  if (status?.status === 'failed') return [problem(errorText(status.error))]
  if (known === null) return [{kind: 'text', text: 'being counted …', meaning: 'muted'}]
  const answeredBy =
    known.resolvedFrom === null || known.resolvedFrom === metadataStore
      ? ''
      : ` (answered by ${known.resolvedFrom})`
  const live = known.metadataExists ? formatCount(known.storeRows) : 'no table yet'
  return [
    {kind: 'heading', text: `ROWS in ${metadataStore}${answeredBy}`},
    ...(known.status === 'error' ? [] : [row('visible', live)]),
    ...versionTotals(records),
    ...incrementLines(known),
  ]
}

function versionTotals(records: FeatureFacts['records']): readonly DetailLine[] {
  if (records === null) return []
  const current = records.find(({isCurrent}) => isCurrent)
  const stored = records.reduce((sum, {rows}) => sum + rows, 0)
  return [
    row('soft-deleted', formatCount(current?.deletedRows ?? 0)),
    row('stored', `${formatCount(stored)} in ${formatCounted(records.length, 'version')}`),
  ]
}

function incrementLines({
  counts,
  errorMessage,
  isRootFeature,
}: FeatureStatus): readonly DetailLine[] {
  if (errorMessage !== null) return [{kind: 'heading', text: 'INCREMENT'}, problem(errorMessage)]
  if (isRootFeature || counts === null) return []
  const waiting = counts.waitingOrphans > 0 ? `, ${formatCount(counts.waitingOrphans)} waiting` : ''
  return [
    {kind: 'heading', text: 'INCREMENT  (i)'},
    row('new', formatCount(counts.new)),
    row('stale', formatCount(counts.stale)),
    row('orphaned', `${formatCount(counts.orphaned)}${waiting}`),
  ]
}

function row(label: string, value: string): DetailLine {
  return {kind: 'value', label: `  ${label}`, value}
}

function problem(text: string): DetailLine {
  return {kind: 'text', text: `not available: ${text}`, meaning: 'warning'}
}
