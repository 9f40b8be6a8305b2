import {and, ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {inReadingOrder} from '../models/system-columns.ts'
import {keptExpected} from '../questions/kept-expected.ts'
import {EXPECTED_PROVENANCE} from '../versioning/hashed-rows.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import type {ChangeDetails, RowGroup} from './change-preview.ts'
import {candidateIds, OWN, type RebaseParts} from './rebase-candidates.ts'
import {expectedPerSample, expectedUnder, joinColumns} from './rebased-rows.ts'
import {firstRows, rowGroup, SHOWN_ROWS} from './row-group.ts'

/** The waterfall of a rebase, each number with its first rows (commands.md §3). */
export function rebaseDetails(parts: RebaseParts): (selected: Query) => Promise<ChangeDetails> {
  const {open, context, source, idColumns, from, to} = parts
  const rowId = ident(ROW_ID)
  const {session} = open
  return async selected => {
    const laid = context.duckdb.scratchTable()
    session.atEnd(sql`DROP TABLE IF EXISTS ${laid}`)
    await session.run(
      sql`CREATE TABLE ${laid} AS SELECT c.*, ${await outOfDate(parts)} AS ${ident(LAUNDERED)}
        FROM (${await candidateIds(parts)}) AS c`,
    )
    const columns = inReadingOrder(source.columns)
    const group = async (condition: Query): Promise<RowGroup> => {
      const rows = sql`SELECT * FROM ${laid} WHERE ${condition}`
      const [[count = 0] = []] = await session.values(sql`SELECT count(*) FROM (${rows})`)
      const order = join(idColumns.map(name => sql`${ident(name)} NULLS LAST`))
      const first = sql`SELECT ${rowId} FROM (${rows}) ORDER BY ${order} LIMIT ${SHOWN_ROWS}`
      const whole = sql`SELECT * FROM ${source.from} WHERE ${source.rowId} IN (${first})`
      const shown = count === 0n ? [] : await firstRows(session, whole, columns, idColumns)
      return {count: Number(count), columns, rows: shown}
    }
    const joined = sql`${rowId} IN (SELECT ${rowId} FROM (${selected}))`
    const dropped = await group(sql`NOT ${joined}`)
    return {
      kind: 'rebase',
      from: from.featureVersion,
      to: to.featureVersion,
      isCurrent: to.isCurrent,
      candidates: await group(raw('TRUE')),
      joined: await rowGroup(session, selected, columns, idColumns),
      dropped: dropped.count === 0 ? [] : [{reason: 'no_upstream', ...dropped}],
      userVersioned: await group(ident(OWN)),
      laundered: await group(sql`${ident(LAUNDERED)} AND ${joined}`),
    }
  }
}

/** Its provenance is not what its own version expects from today's upstream rows. */
const LAUNDERED = '__mxx_laundered'

async function outOfDate({open, source, from, idColumns, keptRows}: RebaseParts): Promise<Query> {
  if (from.context === null) return raw('FALSE')
  try {
    const expected = await expectedUnder(from.context, open, source.feature)
    const increment = await keptExpected(keptRows, open, expected)
    const on = joinColumns(from.context, source, increment.expected)
    const expectedRows = sql`(${expectedPerSample(increment, on)}) AS e`
    const otherThan = (rows: string) => {
      const same = on.map(name => sql`e.${ident(name)} = ${ident(rows, name)}`)
      return sql`${and(same)} AND e.${ident(EXPECTED_PROVENANCE)} IS DISTINCT FROM ${ident(rows, 'metaxy_provenance')}`
    }
    if (on.every(name => idColumns.includes(name))) {
      return sql`EXISTS (SELECT 1 FROM ${expectedRows} WHERE ${otherThan('c')})`
    }
    // Children are told by columns of their parent, which are no ids of theirs.
    return sql`c.${ident(ROW_ID)} IN (SELECT ${source.rowId} FROM ${source.from} AS s, ${expectedRows}
      WHERE ${otherThan('s')})`
  } catch (error) {
    // An upstream of then may have no table any more, or another shape: then it is not to be known.
    if (!(error instanceof MetaxyError)) throw error
    return raw('FALSE')
  }
}
