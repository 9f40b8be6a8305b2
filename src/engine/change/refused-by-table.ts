import {MetaxyError, QueryError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'

/**
 * What DuckDB says of rows that a table does not take: keys and checks that migration tools gave it, and
 * values that its columns cannot hold. Null for any other error.
 *
 * @param whyNoKeys says why the table must not have keys.
 */
export function refusedByTable(
  error: unknown,
  features: readonly FeatureKey[],
  whyNoKeys = 'Metaxy keeps several rows of one sample',
): MetaxyError | null {
  const {cause} = error instanceof QueryError ? error : {}
  if (!(cause instanceof Error)) return null
  const isKey = /constraint/i.test(cause.message)
  if (!isKey && !/(conversion|mismatch type|out of range|cast)/i.test(cause.message)) return null
  const names = [...new Set(features)]
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The table of ${names.join(' or ')} refuses the rows: ${cause.message.split('\n')[0]} Nothing was written.`,
    hint: isKey
      ? `${whyNoKeys}: make the table without keys and constraints.`
      : 'Give the rows the types that the table has.',
    details: {features: names},
    cause,
  })
}
