import {randomBytes} from 'node:crypto'
import type {WritableMetadataStore} from '../metadata-store/metadata-store.ts'
import {knownFeature} from '../questions/known-feature.ts'
import type {Change} from './change.ts'
import type {CommitOptions, WriteRequest, WriteResult} from './commit-outcome.ts'
import {writeExactly, writeInFull} from './commit-writes.ts'
import {refuseCrossProject} from './cross-project.ts'
import {sampleIds} from './journal-entries.ts'
import type {JournalEntry} from './journal-lines.ts'
import {planChange} from './plan-change.ts'
import type {PlannedChange} from './planned-change.ts'
import type {Staging} from './staging.ts'

/**
 * Appends the rows of a write: the second entry of the one write path. Nothing that was seen before
 * matters, so there is no base and no preview; the rows are read before the metadata store is opened,
 * which waits for a locked file and, on Delta, tries again until its version is its own.
 *
 * @throws MetaxyError as `planWrite`; CROSS_PROJECT_WRITE, STORE_LOCKED; in each case nothing was written.
 */
export async function commitBlindly(
  staging: Staging,
  request: WriteRequest,
  options: CommitOptions,
): Promise<WriteResult> {
  const change = writeOf(request)
  const {context, inputs, journal} = staging
  if (options.allowCrossProjectWrites !== true) refuseCrossProject(context, [change])
  const {versions} = knownFeature(context, change.feature)
  const {metadataStore} = context
  const rows = await inputs.preload(change.rows, options)
  const {feature} = change
  const {featureVersion} = versions
  if (rows.count === 0) return {feature, rows: 0, featureVersion, operation: null, warnings: []}
  return metadataStore.writing(async open => {
    const planned = await planChange(staging, open, change)
    const entry = await entryOf(staging, open, planned, rows.count, options.commands?.[0] ?? '')
    await journal.begin([entry])
    await writeInFull(staging, open, [entry], () => writeExactly(open, entry, planned))
    await journal.confirm([entry.id]).catch(() => undefined)
    return {
      feature,
      rows: rows.count,
      featureVersion,
      operation: journal.path === null ? null : entry.id,
      warnings: planned.warnings ?? [],
    }
  }, options)
}

/** The change that a request to write stands for. */
export function writeOf(request: WriteRequest): Extract<Change, {kind: 'write'}> {
  const {feature, rows, materializationId = null, preserveFeatureVersion = false} = request
  return {kind: 'write', feature, rows, materializationId, preserveFeatureVersion}
}

async function entryOf(
  {context, nowMicros}: Staging,
  open: WritableMetadataStore,
  planned: PlannedChange,
  rows: number,
  command: string,
): Promise<JournalEntry> {
  const {change, write} = planned
  const stamp = String(nowMicros)
  return {
    id: randomBytes(4).toString('hex'),
    atMicros: stamp,
    kind: change.kind,
    metadataStore: context.metadataStore.config.name,
    feature: change.feature,
    rows,
    firstStampMicros: stamp,
    lastStampMicros: stamp,
    ids: await sampleIds(open, planned, rows),
    createdTable: write.target === null,
    undoes: null,
    command,
  }
}
