import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {Warning} from '../errors.ts'
import {countWaiting} from '../questions/count-increment.ts'
import {planIncrement} from '../questions/increment-plan.ts'
import {knownFeature} from '../questions/known-feature.ts'
import {ROW_ID, rowTime} from '../versioning/select-rows.ts'
import type {ChangePreview} from './change-preview.ts'
import {kindWarnings} from './kind-warnings.ts'
import type {StagedChange} from './stage.ts'
import type {Staging} from './staging.ts'

type Facts = Pick<
  ChangePreview,
  'nextIncrement' | 'downstream' | 'stillShownByVersion' | 'skipped' | 'details' | 'visible'
>

/** The effects that a row count hides, each with its number (screens.md §4.2, requirements.md §4). */
export async function changeWarnings(
  staging: Staging,
  staged: StagedChange,
  facts: Facts,
): Promise<readonly Warning[]> {
  const {change} = staged.planned
  const warnings = [
    ...ofPlan(staged),
    ...crossProject(staging, change.feature),
    ...(staged.rows === 0
      ? [say('nothing_selected', 'No row matches: nothing would be written.', 0)]
      : []),
    ...(await kindWarnings(staging, staged, facts)),
    ...comesBackAsNew(staged, facts),
    ...notComputed(facts),
    ...count(
      'skipped',
      facts.skipped,
      n => `${n} samples have a newer row since and are left alone.`,
    ),
  ]
  if (change.kind !== 'soft-delete' || staged.rows === 0) return warnings
  return [
    ...warnings,
    ...oldVersions(facts),
    ...count(
      'waiting_orphans',
      await waitingOrphans(staging, staged, facts),
      n =>
        `${n} of the rows are waiting orphans: their ids live on under an older upstream version, and they fit again once that is recomputed.`,
    ),
    ...count(
      'restamped_versions',
      await restamped(staging, staged),
      n => `${n} of the rows are of another feature version; their tombstones get the current one.`,
    ),
    ...count(
      'tied_samples',
      await tiedSamples(staged),
      n => `${n} samples have several rows of the same time; Metaxy may pick another of them.`,
    ),
    ...count(
      'future_times',
      await futureTimes(staging, staged),
      n => `${n} rows lie in the future; the tombstones are stamped later than these.`,
    ),
    ...wholeFeature(staged),
    say('data_stays', 'Only metadata is deleted; the data that it describes stays where it is.'),
  ]
}

/** Nothing has happened yet, and a commit may refuse: a table is only going to be made. */
function ofPlan({planned, rows, before}: StagedChange): readonly Warning[] {
  const {warnings = [], change} = planned
  return warnings.flatMap(warning => {
    if (warning.code !== 'table_created') return [warning]
    const message = `Metadata store "${before.config.name}" has no table of ${change.feature}: the commit makes it.`
    return rows === 0 ? [] : [{...warning, message}]
  })
}

function say(code: string, message: string, number?: number): Warning {
  return number === undefined ? {code, message} : {code, message, count: number}
}

function count(code: string, number: number, message: (n: number) => string): readonly Warning[] {
  return number === 0 ? [] : [say(code, message(number), number)]
}

function crossProject({context}: Staging, feature: string): readonly Warning[] {
  const {project} = knownFeature(context, feature).definition
  const own = context.config.project
  if (own === null || own === project) return []
  return [say('cross_project_write', `${feature} belongs to project ${project}, not to ${own}.`)]
}

function comesBackAsNew({planned}: StagedChange, {nextIncrement}: Facts): readonly Warning[] {
  if (planned.change.kind !== 'soft-delete' || nextIncrement.kind !== 'computed') return []
  const more = Math.max(0, nextIncrement.new.after - nextIncrement.new.before)
  return count(
    'returns_as_new',
    more,
    n => `${n} samples still exist upstream: the next run computes them again as new.`,
  )
}

function oldVersions({stillShownByVersion}: Facts): readonly Warning[] {
  return stillShownByVersion.map(({featureVersion, rows}) => ({
    ...say(
      'old_version_shows',
      `A read of feature version ${featureVersion} still shows ${rows} of the samples.`,
      rows,
    ),
    feature_version: featureVersion,
  }))
}

function notComputed({downstream}: Facts): readonly Warning[] {
  const readers = downstream.filter(effect => effect.kind === 'not-computed')
  return count(
    'readers_not_computed',
    readers.length,
    () => `Readers not computed: ${readers.map(effect => effect.feature).join(', ')}.`,
  )
}

function wholeFeature({planned, rows}: StagedChange): readonly Warning[] {
  const {change} = planned
  const everything =
    change.kind === 'soft-delete' &&
    change.where.kind === 'filter' &&
    change.where.filters.length === 0
  return everything
    ? [say('whole_feature', 'There is no filter: every row of the feature goes.', rows)]
    : []
}

/** Of the selected rows, those that are orphaned only until an upstream is recomputed. */
async function waitingOrphans(
  {context}: Staging,
  {before, planned}: StagedChange,
  {nextIncrement}: Facts,
): Promise<number> {
  if (nextIncrement.kind !== 'computed' || nextIncrement.orphaned.before === 0) return 0
  const increment = await planIncrement(context, before, {feature: planned.change.feature})
  const rowId = ident(ROW_ID)
  const selected = sql`${rowId} IN (SELECT ${rowId} FROM (${planned.write.selected}))`
  return countWaiting(context, before, increment, selected)
}

async function restamped({context}: Staging, staged: StagedChange): Promise<number> {
  const {versions} = knownFeature(context, staged.planned.change.feature)
  return number(
    staged,
    sql`SELECT count(*) FROM (${staged.planned.write.selected})
      WHERE metaxy_feature_version IS DISTINCT FROM ${versions.featureVersion}`,
  )
}

async function tiedSamples(staged: StagedChange): Promise<number> {
  const {target, selected, selectedColumns} = staged.planned.write
  if (target === null) return 0
  const ids = staged.planned.idColumns.map(name => ident(name))
  const same = [...ids, rowTime(selectedColumns)]
  return number(
    staged,
    sql`SELECT count(*) FROM (SELECT 1 FROM ${target.from}
      WHERE (${join(same)}) IN (SELECT (${join(same)}) FROM (${selected}))
      GROUP BY ${join(same)} HAVING count(*) > 1)`,
  )
}

async function futureTimes({nowMicros}: Staging, staged: StagedChange): Promise<number> {
  const {selected, selectedColumns} = staged.planned.write
  return number(
    staged,
    sql`SELECT count(*) FROM (${selected}) WHERE epoch_us(${rowTime(selectedColumns)}) > ${nowMicros}`,
  )
}

async function number({before}: StagedChange, query: Query): Promise<number> {
  const [row = []] = await before.session.values(query)
  return Number(row[0] ?? 0)
}
