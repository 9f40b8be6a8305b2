import {type RecordBatch, Table} from 'apache-arrow'
import type {FeatureKey} from '../models/feature-key.ts'
import type {RowsInput} from '../models/rows-input.ts'
import {type RowsArgument, rowsInput} from './rows-argument.ts'

/** What waits to be written, by feature, in the order it came. */
export type PendingRows = Map<FeatureKey, RowsInput[]>

/** One write per feature out of all that waits for it; batches that can be read once are kept. */
export async function takeIn(
  pending: PendingRows,
  feature: FeatureKey,
  rows: RowsArgument,
  directory: string,
): Promise<void> {
  const input = await rowsInput(rows, directory)
  const kept = input.kind === 'batches' ? await collected(input.batches) : input
  pending.set(feature, [...(pending.get(feature) ?? []), kept])
}

export function countOf(pending: PendingRows): {readonly rows: number; readonly puts: number} {
  const inputs = [...pending.values()].flat()
  return {rows: inputs.reduce((sum, one) => sum + rowsOf(one), 0), puts: inputs.length}
}

/**
 * The writes of a flush: of each feature the first rows that go together, again until nothing waits.
 * `taken` removes those of a feature once they are written.
 */
export function* pendingWrites(pending: PendingRows): Generator<{
  readonly writes: readonly (readonly [FeatureKey, RowsArgument])[]
  readonly taken: (feature: FeatureKey) => void
}> {
  while (pending.size > 0) {
    const parts = new Map(
      [...pending].map(([feature, inputs]) => [feature, firstTogether(inputs)] as const),
    )
    yield {
      writes: [...parts].map(([feature, {rows}]) => [feature, rows] as const),
      taken: feature => {
        const rest = (pending.get(feature) ?? []).slice(parts.get(feature)?.inputs ?? 0)
        if (rest.length === 0) pending.delete(feature)
        else pending.set(feature, rest)
      },
    }
  }
}

/** The longest beginning that is one table, or one list of objects. */
function firstTogether(inputs: readonly RowsInput[]): {rows: RowsArgument; inputs: number} {
  const [first] = inputs
  if (first?.kind === 'objects') {
    const same = beginning(inputs, one => one.kind === 'objects')
    return {
      rows: same.flatMap(one => (one.kind === 'objects' ? one.rows : [])),
      inputs: same.length,
    }
  }
  if (first?.kind === 'arrow') {
    const schema = schemaText(first.table)
    const same = beginning(inputs, one => one.kind === 'arrow' && schemaText(one.table) === schema)
    const batches = same.flatMap(one => (one.kind === 'arrow' ? one.table.batches : []))
    return {rows: new Table(first.table.schema, batches), inputs: same.length}
  }
  return {rows: first?.kind === 'file' ? first.path : [], inputs: 1}
}

function beginning<T>(all: readonly T[], fits: (one: T) => boolean): readonly T[] {
  const end = all.findIndex(one => !fits(one))
  return end === -1 ? all : all.slice(0, end)
}

function schemaText({schema}: Table): string {
  return schema.fields.map(({name, type}) => `${name} ${type}`).join(', ')
}

function rowsOf(input: RowsInput): number {
  if (input.kind === 'arrow') return input.table.numRows
  return input.kind === 'objects' ? input.rows.length : 1
}

async function collected(batches: AsyncIterable<RecordBatch> | Iterable<RecordBatch>) {
  const all: RecordBatch[] = []
  for await (const batch of batches) all.push(batch)
  return {kind: 'arrow', table: new Table(all)} as const
}
