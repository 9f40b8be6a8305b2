import {sql} from '../duckdb/sql.ts'
import {directReaders} from '../graph/impact.ts'
import {answeringTable} from '../metadata-store/answering-table.ts'
import {inReadingOrder} from '../models/system-columns.ts'
import {keepingRows} from '../questions/kept-rows.ts'
import {knownFeature} from '../questions/known-feature.ts'
import type {AskOptions} from '../questions/questions.ts'
import type {Change} from './change.ts'
import type {
  BeforeAfter,
  ChangeDetails,
  ChangePreview,
  IncrementEffect,
  Preview,
} from './change-preview.ts'
import {incrementEffect, stampedVersions, stillShownByVersion, visibleRows} from './effects.ts'
import {firstRows} from './row-group.ts'
import {type StagedChange, stageChanges} from './stage.ts'
import type {Staging} from './staging.ts'
import {changeWarnings} from './warnings.ts'

/**
 * What the changes would do, each over the ones before it: read-only, the file is let go at the end.
 *
 * @throws MetaxyError of the change that cannot be planned; CancelledError.
 */
export async function previewChanges(
  staging: Staging,
  changes: readonly Change[],
  options: AskOptions,
): Promise<Preview> {
  const begun = performance.now()
  const {context} = staging
  const keeping = {...staging, keptRows: keepingRows(context.duckdb)}
  const previews = await context.metadataStore.reading(async open => {
    const staged = await stageChanges(keeping, open, changes)
    const all: ChangePreview[] = []
    for (const one of staged) all.push(await previewOf(keeping, one))
    return all
  }, options)
  return {
    changes: previews,
    previewedAtMicros: staging.nowMicros,
    durationMs: performance.now() - begun,
  }
}

/** What one staged change would do. */
export async function previewOf(staging: Staging, staged: StagedChange): Promise<ChangePreview> {
  const {context} = staging
  const {change} = staged.planned
  const visible = await visibleRows(context, staged)
  const nextIncrement = await ownIncrement(staging, staged)
  const downstream: IncrementEffect[] = []
  for (const reader of directReaders(context.graph.graph, change.feature)) {
    downstream.push(await incrementEffect(context, staged, reader))
  }
  const details = (await staged.planned.details?.(staged.planned.write.selected)) ?? NO_DETAILS
  const facts = {
    details,
    visible,
    nextIncrement,
    downstream,
    stampedVersions: await stampedVersions(staged),
    stillShownByVersion: await stillShownByVersion(context, staged),
    skipped: await countSkipped(staged),
  }
  return {
    change,
    ...(await answeringStore(staging, staged)),
    rows: staged.rows,
    physical: await physicalRows(staged),
    ...facts,
    warnings: await changeWarnings(staging, staged, facts),
    selected: await selectedRows(staged),
    statements: context.metadataStore.statements(staged.write),
    base: staged.base,
  }
}

/** The metadata store that is written to, and the one that the rows came from before the change. */
export async function answeringStore(
  {context}: Staging,
  {before, planned}: StagedChange,
): Promise<Pick<ChangePreview, 'metadataStore' | 'resolvedFrom'>> {
  const {name} = context.metadataStore.config
  const table = await answeringTable(before, planned.change.feature)
  return {metadataStore: name, resolvedFrom: table?.metadataStore ?? name}
}

async function ownIncrement(
  {context, keptRows}: Staging,
  staged: StagedChange,
): Promise<IncrementEffect> {
  const {feature} = staged.planned.change
  if (knownFeature(context, feature).definition.spec.deps.length > 0) {
    return incrementEffect(context, staged, feature, keptRows)
  }
  const reason = 'A root feature: what is new there depends on the samples it is given.'
  return {kind: 'not-computed', feature, reason}
}

async function physicalRows({planned, before, rows}: StagedChange): Promise<BeforeAfter> {
  const {target, kind} = planned.write
  if (target === null) return {before: 0, after: rows}
  const [row = []] = await before.session.values(sql`SELECT count(*) FROM ${target.from}`)
  const stored = Number(row[0] ?? 0)
  return {before: stored, after: kind === 'append' ? stored + rows : stored - rows}
}

async function countSkipped({planned, before}: StagedChange): Promise<number> {
  if (planned.skipped === null) return 0
  const [row = []] = await before.session.values(planned.skipped)
  return Number(row[0] ?? 0)
}

const NO_DETAILS: ChangeDetails = {kind: 'none'}

async function selectedRows({before, planned}: StagedChange): Promise<ChangePreview['selected']> {
  const columns = inReadingOrder(planned.write.selectedColumns)
  const {idColumns, write} = planned
  const rows = await firstRows(before.session, write.selected, columns, idColumns)
  return {columns, rows}
}
