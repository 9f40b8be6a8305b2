import {and, ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {inReadingOrder} from '../models/system-columns.ts'
import type {Context} from '../questions/context.ts'
import {EXPECTED_PROVENANCE} from '../versioning/hashed-rows.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {ChangeDetails, RowGroup} from './change.ts'
import {expectedPerSample, expectedUnder, joinColumns, USER_VERSIONED} from './rebased-rows.ts'
import {rowGroup} from './row-group.ts'
import type {VersionGraph} from './version-graph.ts'

export interface RebaseParts {
  readonly open: OpenMetadataStore
  readonly context: Context
  readonly source: TableSource
  readonly idColumns: readonly string[]
  /** All columns of the source and ROW_ID. */
  readonly candidates: Query
  readonly from: VersionGraph
  readonly to: VersionGraph
}

/** The waterfall of a rebase, each number with its first rows (commands.md §3). */
export function rebaseDetails(parts: RebaseParts): (selected: Query) => Promise<ChangeDetails> {
  const {open, context, source, idColumns, from, to} = parts
  const columns = inReadingOrder(source.columns)
  const group = (rows: Query) => rowGroup(open.session, rows, columns, idColumns)
  return async selected => {
    const laid = context.duckdb.scratchTable()
    open.session.atEnd(sql`DROP TABLE IF EXISTS ${laid}`)
    await open.session.run(sql`CREATE TABLE ${laid} AS ${parts.candidates}`)
    const joined = sql`${ident(ROW_ID)} IN (SELECT ${ident(ROW_ID)} FROM (${selected}))`
    const dropped = await group(sql`SELECT * FROM ${laid} WHERE NOT ${joined}`)
    const hasOwn = source.columns.some(column => column.name === 'metaxy_data_version')
    return {
      kind: 'rebase',
      from: from.featureVersion,
      to: to.featureVersion,
      isCurrent: to.isCurrent,
      candidates: await group(sql`SELECT * FROM ${laid}`),
      joined: await group(selected),
      dropped: dropped.count === 0 ? [] : [{reason: 'no_upstream', ...dropped}],
      userVersioned: await group(
        sql`SELECT * FROM ${laid} WHERE ${hasOwn ? USER_VERSIONED : raw('FALSE')}`,
      ),
      laundered: await laundered(parts, laid, joined, group),
    }
  }
}

/** Rows whose stored provenance is not what their own version expects from today's upstream rows. */
async function laundered(
  {open, source, from}: RebaseParts,
  laid: Query,
  joined: Query,
  group: (rows: Query) => Promise<RowGroup>,
): Promise<RowGroup> {
  const nothing = () => group(sql`SELECT * FROM ${laid} WHERE FALSE`)
  if (from.context === null) return nothing()
  try {
    const increment = await expectedUnder(from.context, open, source.feature)
    const on = joinColumns(from.context, source, increment.expected)
    const same = on.map(name => sql`e.${ident(name)} = c.${ident(name)}`)
    const provenance = ident(EXPECTED_PROVENANCE)
    return await group(
      sql`SELECT ${join(source.columns.map(column => sql`c.${ident(column.name)}`))} FROM ${laid} AS c
        JOIN (${expectedPerSample(increment, on)}) AS e ON ${and(same)}
        WHERE e.${provenance} IS DISTINCT FROM c.metaxy_provenance AND c.${joined}`,
    )
  } catch (error) {
    // An upstream of then may have no table any more, or another shape: then it is not to be known.
    if (!(error instanceof MetaxyError)) throw error
    return nothing()
  }
}
