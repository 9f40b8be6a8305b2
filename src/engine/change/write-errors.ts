import {MetaxyError} from '../errors.ts'
import type {GivenRows} from './given-inputs.ts'

/** Rows that cannot become rows of a feature; `what` begins with the column. */
export function schemaError(
  {name}: Pick<GivenRows, 'name'>,
  what: string,
  hint: string,
  details: Readonly<Record<string, unknown>>,
): MetaxyError {
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `${name}: ${what}. Nothing was written.`,
    hint,
    details,
  })
}
