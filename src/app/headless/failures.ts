import type {ErrorCode} from '../../engine/index.ts'

/**
 * A command that cannot go on, said by the command line itself. The engine's own errors have the same
 * members; this one exists because the program must be able to refuse before the engine is loaded.
 */
export class CommandFailure extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    message: string,
    more: {hint?: string; details?: Readonly<Record<string, unknown>>} = {},
  ) {
    super(message)
    this.name = 'CommandFailure'
    this.code = code
    this.hint = more.hint
    this.details = more.details ?? {}
  }
}

/** A part of the contract that this build does not have: named, never guessed. */
export function unsupported(what: string, hint?: string): CommandFailure {
  return new CommandFailure('UNSUPPORTED', `${what} is not built yet.`, hint ? {hint} : {})
}

/** Exit code by error code (commands.md §1). */
export const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  CONFIG_ERROR: 2,
  CONFLICT: 4,
  CONFLICTING_FLAGS: 1,
  CROSS_PROJECT_WRITE: 1,
  ENGINE_MISMATCH: 1,
  FEATURES_NOT_FOUND: 1,
  FEATURE_NOT_WRITTEN: 1,
  GENERIC_ERROR: 1,
  INVALID_FEATURE_KEY: 1,
  INVALID_FILTER: 2,
  INVALID_INPUT: 1,
  MISSING_CONFIRMATION: 1,
  MISSING_REQUIRED_FLAG: 1,
  NO_FEATURES: 1,
  READ_ONLY: 1,
  SCHEMA_ERROR: 1,
  SNAPSHOT_ERROR: 1,
  SNAPSHOT_LOAD_FAILED: 1,
  STORE_FORMAT: 1,
  STORE_LOCKED: 3,
  STORE_NOT_FOUND: 2,
  STORE_UNREACHABLE: 3,
  TABLE_NOT_FOUND: 1,
  UNSUPPORTED: 1,
}

/** An error that carries one of the contract's codes, whoever made it. */
export interface CodedError extends Error {
  readonly code: ErrorCode
  readonly hint?: string | undefined
  readonly details?: Readonly<Record<string, unknown>>
}

export function isCoded(error: unknown): error is CodedError {
  return error instanceof Error && 'code' in error && String(error.code) in EXIT_CODES
}
