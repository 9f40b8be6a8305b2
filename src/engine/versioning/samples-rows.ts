import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import {byFieldMember} from './by-field.ts'
import type {ExpectedRows} from './expected-rows.ts'
import {rowProvenance, type SampleHash} from './field-provenance.ts'
import {EXPECTED_PROVENANCE} from './hashed-rows.ts'
import type {Relation} from './table-source.ts'

const REQUIRED = 'metaxy_provenance_by_field'

/**
 * Samples that a person gives in place of the upstream rows: the row provenance is computed anew from
 * the by-field column, whatever the samples say (versioning.md §7.1).
 *
 * @param where filters over the columns of the samples.
 * @throws MetaxyError INVALID_INPUT when ids or `metaxy_provenance_by_field` are missing.
 */
export function samplesRows(
  spec: FeatureSpec,
  joinColumns: readonly string[],
  samples: Relation,
  where: Query,
  hash: SampleHash,
): ExpectedRows {
  for (const name of [...joinColumns, REQUIRED]) {
    if (!samples.columns.some(column => column.name === name)) throw lacks(spec, name, samples)
  }
  const columns = samples.columns.filter(column => column.name !== 'metaxy_provenance')
  const names = columns.map(column => ident(column.name))
  const fields = spec.fields.map((field, index) => ({
    field: field.key,
    column: `__mxx_field_${index}`,
  }))
  const members = fields.map(
    one => sql`${byFieldMember(samples, REQUIRED, one.field)} AS ${ident(one.column)}`,
  )
  const values = fields.map(one => ({field: one.field, value: ident(one.column)}))
  return {
    columns,
    joinColumns,
    fields,
    query: sql`SELECT *, ${rowProvenance(values, hash)} AS ${ident(EXPECTED_PROVENANCE)}
      FROM (SELECT ${join([...names, ...members])} FROM ${samples.from} WHERE ${where})`,
  }
}

function lacks(spec: FeatureSpec, name: string, samples: Relation): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `The samples for ${spec.key} have no column "${name}".`,
    hint: `Samples need the id columns and ${REQUIRED}; these have ${samples.columns.map(column => column.name).join(', ')}.`,
  })
}
