import type {DetailLine} from '../../../components/DetailPane.tsx'
import type {Increment, IncrementClass, IncrementSample} from '../../../engine/index.ts'
import {sampleText} from '../../../store/sample-key.ts'

const IS = {new: 'is new', stale: 'is stale', orphaned: 'is orphaned'} as const

export function sampleTitle(part: IncrementClass, sample: IncrementSample | null): string {
  return sample === null ? '' : `${sampleText(sample.key)} ${IS[part]}`
}

/** Why a sample is in its class: the whole hashes, and what can be done. */
export function sampleLines(
  part: IncrementClass,
  sample: IncrementSample | null,
  increment: Increment | null,
): readonly DetailLine[] {
  if (sample === null || increment === null) return []
  return [
    {kind: 'text', text: reason(part, sample)},
    ...idLines(sample, increment),
    ...sample.fields.flatMap(({field, stored, expected, differs}): readonly DetailLine[] => [
      {kind: 'blank'},
      {kind: 'heading', text: differs && part === 'stale' ? `${field}  differs` : field},
      ...(part === 'new' ? [] : [value('  stored', stored)]),
      ...(part === 'orphaned' ? [] : [value('  expected', expected)]),
    ]),
  ]
}

/** The same in the three lines that a narrow frame has: what differs from sample to sample comes first. */
export function sampleSummary(
  part: IncrementClass,
  sample: IncrementSample | null,
  increment: Increment | null,
): readonly DetailLine[] {
  if (sample === null || increment === null) return []
  const moved = sample.fields.filter(({differs}) => part !== 'stale' || differs)
  const why: DetailLine = {kind: 'text', text: reason(part, sample)}
  const fields = moved.map(({field, stored, expected}): DetailLine => {
    const is = part === 'new' ? '' : `  stored ${stored ?? 'NULL'}`
    const should = part === 'orphaned' ? '' : `  expected ${expected ?? 'NULL'}`
    return {kind: 'text', text: `${field}${is}${should}`}
  })
  const lines = part === 'stale' ? [...fields, why] : [why, ...fields]
  return [...lines, ...idLines(sample, increment)]
}

function reason(part: IncrementClass, {waiting}: IncrementSample): string {
  switch (part) {
    case 'new':
      return 'It exists upstream and is not stored here: the next run computes it.'
    case 'stale':
      return 'Its stored provenance is not the one that its upstream rows give now.'
    case 'orphaned':
      return waiting
        ? 'Waiting: its id still exists under an older upstream version. Recompute upstream first; it cannot be deleted here.'
        : 'No upstream row has its id any more. d stages a soft delete.'
  }
}

/** The id of the stored row where the increment is compared by something else. */
function idLines({storedId}: IncrementSample, {keyColumns}: Increment): readonly DetailLine[] {
  if (storedId === null || storedId.length === keyColumns.length) return []
  return [value('stored id', sampleText(storedId))]
}

function value(label: string, text: string | null): DetailLine {
  return {kind: 'value', label, value: text ?? 'NULL'}
}
