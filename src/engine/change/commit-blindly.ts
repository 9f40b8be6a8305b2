import {randomBytes} from 'node:crypto'
import {ident, join, sql} from '../duckdb/sql.ts'
import type {WritableMetadataStore} from '../metadata-store/metadata-store.ts'
import {cells} from '../questions/cells.ts'
import {knownFeature} from '../questions/known-feature.ts'
import {tableWrite} from './appended-rows.ts'
import type {Change} from './change.ts'
import type {CommitOptions, WriteRequest, WriteResult} from './commit-outcome.ts'
import {refuseCrossProject} from './cross-project.ts'
import {MOST_IDS} from './journal-entries.ts'
import type {JournalEntry} from './journal-lines.ts'
import {planChange} from './plan-change.ts'
import type {AppendedRows, PlannedChange} from './planned-change.ts'
import {refusedByTable} from './refused-by-table.ts'
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
    if (planned.write.kind !== 'append') throw new Error('a write appends')
    const entry = await entryOf(staging, open, planned, rows.count, options.commands?.[0] ?? '')
    await journal.begin([entry])
    await append(staging, open, planned.write, entry)
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

async function append(
  {journal}: Staging,
  open: WritableMetadataStore,
  write: AppendedRows,
  {id, feature, firstStampMicros, rows}: JournalEntry,
): Promise<void> {
  let wroteAll = false
  try {
    await open.transaction(async () => {
      const written = await open.write(tableWrite(feature, write, BigInt(firstStampMicros)))
      if (written !== rows) throw new Error(`expected to write ${rows} rows, not ${written}`)
      wroteAll = true
    })
  } catch (error) {
    // When only the COMMIT failed, the stamps in the table say better than we what became of it.
    if (!wroteAll) await journal.strike([id]).catch(() => undefined)
    throw refusedByTable(error, [feature]) ?? error
  }
}

async function entryOf(
  {context, nowMicros}: Staging,
  open: WritableMetadataStore,
  {change, idColumns, write}: PlannedChange,
  rows: number,
  command: string,
): Promise<JournalEntry> {
  const ids = join(idColumns.map(name => ident(name)))
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
    ids:
      rows > MOST_IDS
        ? null
        : await cells(open.session, sql`SELECT DISTINCT ${ids} FROM (${write.selected})`),
    createdTable: write.target === null,
    undoes: null,
    command,
  }
}
