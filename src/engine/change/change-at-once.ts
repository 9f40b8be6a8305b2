import {keepingRows} from '../questions/kept-rows.ts'
import {checkBackup} from './backup.ts'
import type {Change} from './change.ts'
import type {ChangePreview, Preview} from './change-preview.ts'
import {writeStaged} from './commit.ts'
import type {CommitOptions, CommitOutcome} from './commit-outcome.ts'
import {refuseCrossProject} from './cross-project.ts'
import {refuseHiding, type StoresOfChange} from './hiding.ts'
import {answeringStore, previewOf} from './preview.ts'
import {type StagedChange, stageChanges} from './stage.ts'
import type {Staging} from './staging.ts'

/** What was committed, and what a preview would have said of it. */
export interface Changed {
  readonly preview: Preview
  readonly outcome: CommitOutcome
}

/**
 * Previews changes and commits them in one piece of work, for whoever does not look in between: the
 * metadata store is open for writing from the start, so a DuckDB file cannot move meanwhile; a Delta
 * table that does is a conflict.
 *
 * @throws as `previewChanges` and `commitPreview`; then nothing was written.
 */
export async function changeAtOnce(
  staging: Staging,
  changes: readonly Change[],
  options: CommitOptions,
): Promise<Changed> {
  const begun = performance.now()
  const {seen, outcome} = await atOnce(staging, changes, options, previewOf)
  const durationMs = performance.now() - begun
  return {
    preview: {changes: seen, previewedAtMicros: staging.nowMicros, durationMs},
    outcome,
  }
}

/** The same without a preview. */
export async function commitAtOnce(
  staging: Staging,
  changes: readonly Change[],
  options: CommitOptions,
): Promise<CommitOutcome> {
  const look = async (_: Staging, one: StagedChange) => ({
    change: one.planned.change,
    base: one.base,
    rows: one.rows,
    ...(await answeringStore(staging, one)),
  })
  return (await atOnce(staging, changes, options, look)).outcome
}

async function atOnce<Seen extends StoresOfChange & Pick<ChangePreview, 'base'>>(
  staging: Staging,
  changes: readonly Change[],
  options: CommitOptions,
  look: (staging: Staging, staged: StagedChange) => Promise<Seen>,
): Promise<{readonly seen: readonly Seen[]; readonly outcome: CommitOutcome}> {
  const {context} = staging
  if (options.allowCrossProjectWrites !== true) refuseCrossProject(context, changes)
  if (options.backup !== undefined) await checkBackup(options.backup, changes)
  const keeping = {...staging, keptRows: keepingRows(context.duckdb), atOnce: true}
  return context.metadataStore.writing(async open => {
    const staged = await stageChanges(keeping, open, changes)
    const seen: Seen[] = []
    for (const one of staged) seen.push(await look(keeping, one))
    if (options.allowHidingFallback !== true) refuseHiding(seen)
    return {seen, outcome: await writeStaged(staging, open, seen, staged, options)}
  }, options)
}
