import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {FeaturePlan} from '../graph/feature-graph.ts'
import {fieldAddressText} from '../graph/feature-graph.ts'
import {parentFields} from '../graph/feature-plan.ts'
import {compareText, type FieldKey} from '../models/feature-key.ts'
import {
  type FieldInput,
  fieldProvenance,
  rowProvenance,
  type SampleHash,
  upstreamTexts,
} from './field-provenance.ts'
import type {PreparedParent} from './prepared-parent.ts'

export const EXPECTED_PROVENANCE = '__mxx_expected_provenance'

/** In the order of the spec: the column with the expected provenance of each field. */
export type HashedFields = readonly {readonly field: FieldKey; readonly column: string}[]

/** Each field with the upstream fields it is computed from, sorted by their address. */
export function fieldInputs(plan: FeaturePlan): readonly FieldInput[] {
  return plan.spec.fields.map(field => ({
    field,
    parents: parentFields(plan, field.key).toSorted((a, b) =>
      compareText(fieldAddressText(a), fieldAddressText(b)),
    ),
  }))
}

export function hashedFields(inputs: readonly FieldInput[]): HashedFields {
  return inputs.map(({field}, at) => ({field: field.key, column: `__mxx_field_${at}`}))
}

/** Hashing in two steps, the first of which is the same for all versions of a feature with the same upstreams. */
export interface Hashing {
  /** The columns that the hashes are made of. */
  readonly texts: readonly string[]
  /** Selects these columns of the upstream rows, and the texts. */
  upstreamRows(names: readonly string[]): Query
  /** Selects these columns, one column per field, and EXPECTED_PROVENANCE, over upstream rows. */
  rows(names: readonly string[], upstreamRows: Query): Query
}

/**
 * How the rows of a feature are hashed (versioning.md §5.2, §5.3).
 *
 * @param from stands after FROM: rows with the data versions of the prepared upstreams.
 */
export function hashingOf(
  inputs: readonly FieldInput[],
  prepared: readonly PreparedParent[],
  from: Query,
  hash: SampleHash,
): Hashing {
  const fields = hashedFields(inputs)
  const texts = upstreamTexts(inputs, prepared)
  const hashes = inputs.map(
    (input, at) =>
      sql`${fieldProvenance(input, texts.of(input), hash)} AS ${ident(fields[at]?.column ?? '')}`,
  )
  const values = fields.map(one => ({...one, value: ident(one.column)}))
  return {
    texts: texts.names,
    upstreamRows: names =>
      sql`SELECT ${join([...names.map(name => ident(name)), ...texts.columns])} FROM ${from}`,
    rows: (names, upstreamRows) => {
      const kept = names.map(name => ident(name))
      return sql`SELECT ${join([...kept, ...values.map(one => one.value)])},
      ${rowProvenance(values, hash)} AS ${ident(EXPECTED_PROVENANCE)}
    FROM (SELECT ${join([...kept, ...hashes])}
      FROM (${upstreamRows}))`
    },
  }
}
