import {sql} from '../duckdb/sql.ts'
import type {Warning} from '../errors.ts'
import {answeringTable} from '../metadata-store/answering-table.ts'
import {knownFeature} from '../questions/known-feature.ts'
import type {ChangePreview} from './change-preview.ts'
import type {StagedChange} from './stage.ts'
import type {Staging} from './staging.ts'

/** What one kind of change does beside its row count (commands.md §3). */
export async function kindWarnings(
  staging: Staging,
  staged: StagedChange,
  facts: Pick<ChangePreview, 'visible' | 'details'>,
): Promise<readonly Warning[]> {
  if (staged.rows === 0) return []
  return [
    ...(await hidesFallback(staging, staged, facts)),
    ...forGood(staged),
    ...ofDetails(facts.details),
  ]
}

/** A made table answers for the whole feature: what the fallback store has is out of sight (stores.md §7). */
async function hidesFallback(
  {context}: Staging,
  {planned, before}: StagedChange,
  {visible}: Pick<ChangePreview, 'visible'>,
): Promise<readonly Warning[]> {
  const {change, write} = planned
  if (write.target !== null) return []
  const fallback = await answeringTable(before, change.feature)
  if (fallback === null) return []
  const {versions} = knownFeature(context, change.feature)
  const [row = []] =
    change.kind === 'soft-delete'
      ? await before.session.values(
          sql`SELECT count(*) FROM (${write.selected}) WHERE metaxy_feature_version = ${versions.featureVersion}`,
        )
      : [[0n]]
  const hidden = Math.max(0, visible.before - visible.after - Number(row[0] ?? 0))
  const {metadataStore} = fallback
  return [
    {
      code: 'hides_fallback',
      message: `Once "${before.config.name}" has a table of ${change.feature}, that alone answers, and ${hidden} more ${hidden === 1 ? 'row' : 'rows'} of fallback store "${metadataStore}" are out of sight.`,
      store: metadataStore,
      count: hidden,
    },
  ]
}

function forGood({planned, rows}: StagedChange): readonly Warning[] {
  const {kind} = planned.change
  if (kind !== 'hard-delete' && kind !== 'drop') return []
  return count('for_good', rows, n => `${n} stored rows are removed for good: no undo.`)
}

function ofDetails(details: ChangePreview['details']): readonly Warning[] {
  switch (details.kind) {
    case 'hard-delete':
      return count(
        'resurfacing',
        details.resurfacing.count,
        n => `${n} older rows show again once the newer ones are gone.`,
      )
    case 'rebase':
      return [
        ...details.dropped.flatMap(({reason, count: n}) =>
          count('dropped', n, () => `${n} rows are left behind: ${REASONS[reason] ?? reason}.`),
        ),
        ...count(
          'laundered',
          details.laundered.count,
          n => `${n} rows were out of date already: afterwards they count as fresh.`,
        ),
      ]
    case 'copy':
      return count(
        'conflicts',
        details.conflicts.count,
        n => `${n} samples have another provenance here: the copy takes their place.`,
      )
    case 'none':
      return []
  }
}

const REASONS: Readonly<Record<string, string>> = {
  no_upstream: 'the target version has no upstream rows for them',
}

function count(code: string, number: number, message: (n: number) => string): readonly Warning[] {
  return number === 0 ? [] : [{code, message: message(number), count: number}]
}
