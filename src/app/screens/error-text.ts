import {MetaxyError} from '../../engine/index.ts'

/** What, where, what to do: in one line. */
export function errorText(error: Error): string {
  const hint = error instanceof MetaxyError && error.hint !== undefined ? ` ${error.hint}` : ''
  return `${error.message}${hint}`.replaceAll(/\s*\n\s*/g, ' ')
}
