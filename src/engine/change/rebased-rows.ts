import {and, ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {MetaxyError, type Warning} from '../errors.ts'
import type {Parent} from '../graph/feature-graph.ts'
import {retypedValue} from '../metadata-store/evolved-columns.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {Column} from '../models/system-columns.ts'
import type {Context} from '../questions/context.ts'
import {type IncrementPlan, planIncrement} from '../questions/increment-plan.ts'
import {knownFeature} from '../questions/known-feature.ts'
import type {ExpectedRows} from '../versioning/expected-rows.ts'
import {EXPECTED_PROVENANCE} from '../versioning/hashed-rows.ts'
import {renamedIdColumns} from '../versioning/join-columns.ts'
import type {Relation} from '../versioning/table-source.ts'
import {byFieldValue, grownByField} from './by-field-value.ts'

/** What rows are rebased to: the graph of the target version, and what they are stamped with. */
export interface RebaseTarget {
  readonly context: Context
  readonly featureVersion: string
  readonly projectVersion: string
}

export interface RebasedRows {
  /** Selects `columns`, and what else the rows had besides theirs. */
  readonly query: Query
  /** Those of the rows; by-field structs grown by the fields that they lack. */
  readonly columns: readonly Column[]
  readonly warnings: readonly Warning[]
}

/** A row has a data version of its own, one that is not its provenance. */
export const USER_VERSIONED = raw('metaxy_data_version IS DISTINCT FROM metaxy_provenance')

/**
 * Rows of one feature version as they are in another (stores.md §6): provenance as the target graph
 * expects it from today's upstream rows, default data versions filled anew, own ones and everything else
 * kept. Rows that nothing is expected for fall out; of one sample there is one row, also with N:1 lineage;
 * with 1:N lineage the rows of a parent share what is expected for it.
 *
 * @param increment what `expectedUnder` the target's graph is.
 * @param rows with the id columns and the system columns; nothing is written.
 * @param others columns of `rows.from` besides `rows.columns` that are handed through.
 * @throws MetaxyError as `joinColumns`.
 */
export function rebasedRows(
  increment: IncrementPlan,
  rows: Relation,
  target: RebaseTarget,
  others: readonly string[] = [],
): RebasedRows {
  const {expected, warnings} = increment
  const values = expected.fields.map(({field, column}) => ({field, value: sql`e.${ident(column)}`}))
  const fields = values.map(({field}) => field)
  const provenance = sql`e.${ident(EXPECTED_PROVENANCE)}`
  const columns = rows.columns.map(column =>
    column.name.endsWith('_by_field') ? grownByField(column, fields) : column,
  )
  const value = (column: Column): Query => {
    switch (column.name) {
      case 'metaxy_provenance_by_field':
        return byFieldValue(column, values)
      case 'metaxy_provenance':
        return provenance
      case 'metaxy_data_version_by_field':
        return ownOr(retypedValue(column, rows.columns), byFieldValue(column, values))
      case 'metaxy_data_version':
        return ownOr(sql`r.${ident(column.name)}`, provenance)
      case 'metaxy_feature_version':
        return sql`${target.featureVersion}`
      case 'metaxy_project_version':
        return sql`${target.projectVersion}`
      default:
        return sql`r.${ident(column.name)}`
    }
  }
  const on = joinColumns(target.context, rows, expected)
  const cells = columns.map(column => sql`${value(column)} AS ${ident(column.name)}`)
  const same = on.map(name => sql`e.${ident(name)} = r.${ident(name)}`)
  return {
    columns,
    warnings,
    query: sql`SELECT ${join([...cells, ...others.map(name => sql`r.${ident(name)}`)])}
FROM ${rows.from} AS r JOIN (
${expectedPerSample(increment, on)}
) AS e ON ${and(same)}`,
  }
}

/** The rows a feature should have under a graph, whatever it has. */
export async function expectedUnder(
  context: Context,
  open: OpenMetadataStore,
  feature: string,
): Promise<IncrementPlan> {
  const request = {feature, skipComparison: true}
  // The own increment of a preview asks for the same rows.
  return planIncrement(context, open, request, {upstreamsAsCompared: true})
}

/**
 * The id columns, as Metaxy joins; where they are made by the feature itself (1:N), those of the parent,
 * for which Metaxy fails.
 *
 * @throws MetaxyError SCHEMA_ERROR when the rows do not have them.
 */
export function joinColumns(
  context: Context,
  rows: Relation,
  expected: ExpectedRows,
): readonly string[] {
  const {idColumns} = knownFeature(context, rows.feature).definition.spec
  const known = idColumns.every(id => expected.columns.some(({name}) => name === id))
  const on = known ? idColumns : expected.joinColumns
  const missing = on.filter(name => !rows.columns.some(column => column.name === name))
  if (missing.length === 0) return on
  throw new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The rows of ${rows.feature} cannot be rebased: they lack ${missing.join(', ')}, which their upstream rows are found by.`,
    hint: 'Write them again with these columns.',
    details: {feature: rows.feature, missing},
  })
}

/** One row per key with what is expected for it: the rows of a group repeat it. */
export function expectedPerSample({plan, expected}: IncrementPlan, on: readonly string[]): Query {
  const {joinColumns: key} = expected
  const isOne = ({dep, spec}: Parent) =>
    dep.lineage.kind === 'identity' &&
    renamedIdColumns({dep, spec}).every(name => key.includes(name))
  if (plan.parents.every(isOne) && key.every(name => on.includes(name))) return expected.query
  const keys = join(on.map(name => ident(name)))
  const hashes = [...expected.fields.map(({column}) => ident(column)), ident(EXPECTED_PROVENANCE)]
  const packed = hashes.map((name, at) => sql`${ident(`h${at}`)} := ${name}`)
  const taken = hashes.map((name, at) => sql`h.${ident(`h${at}`)} AS ${name}`)
  return sql`SELECT ${join([keys, ...taken])} FROM (
SELECT ${keys}, min(struct_pack(${join(packed)})) AS h FROM (
${expected.query}
) GROUP BY ${keys})`
}

/** What the row has of its own; a default, or nothing, is filled anew (stores.md §6, steps 3 and 8). */
function ownOr(own: Query, filled: Query): Query {
  return sql`CASE WHEN r.metaxy_data_version = r.metaxy_provenance THEN ${filled} ELSE coalesce(${own}, ${filled}) END`
}
