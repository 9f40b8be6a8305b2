/** The codes that a command prints; the contract lists them (commands.md §1). */
export type ErrorCode =
  | 'CONFIG_ERROR'
  | 'CONFLICT'
  | 'CONFLICTING_FLAGS'
  | 'CROSS_PROJECT_WRITE'
  | 'ENGINE_MISMATCH'
  | 'FEATURES_NOT_FOUND'
  | 'FEATURE_NOT_WRITTEN'
  | 'GENERIC_ERROR'
  | 'INVALID_FEATURE_KEY'
  | 'INVALID_FILTER'
  | 'INVALID_INPUT'
  | 'MISSING_CONFIRMATION'
  | 'MISSING_REQUIRED_FLAG'
  | 'NO_FEATURES'
  | 'READ_ONLY'
  | 'SCHEMA_ERROR'
  | 'SNAPSHOT_ERROR'
  | 'SNAPSHOT_LOAD_FAILED'
  | 'STORE_FORMAT'
  | 'STORE_LOCKED'
  | 'STORE_NOT_FOUND'
  | 'STORE_UNREACHABLE'
  | 'TABLE_NOT_FOUND'
  | 'UNSUPPORTED'

export interface ErrorParts {
  readonly code: ErrorCode
  /** What is wrong and where, one sentence a person understands. */
  readonly message: string
  /** What to do next. */
  readonly hint?: string
  /** Further members of the JSON form, snake_case keys. */
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** The root of every error that the engine throws on purpose: what, where, what to do. */
export class MetaxyError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor(parts: ErrorParts) {
    super(parts.message, parts.cause === undefined ? undefined : {cause: parts.cause})
    this.name = new.target.name
    this.code = parts.code
    this.hint = parts.hint
    this.details = parts.details ?? {}
  }
}

/** A file of the configuration is missing, malformed or says what cannot be. */
export class ConfigError extends MetaxyError {
  readonly file: string | undefined

  constructor(message: string, options: {file?: string; hint?: string; cause?: unknown} = {}) {
    super({
      code: 'CONFIG_ERROR',
      message,
      ...(options.hint === undefined ? {} : {hint: options.hint}),
      ...(options.file === undefined ? {} : {details: {file: options.file}}),
      ...(options.cause === undefined ? {} : {cause: options.cause}),
    })
    this.file = options.file
  }
}

/** A metadata store cannot be used: locked, missing, of another kind. */
export class MetadataStoreError extends MetaxyError {}

/** A metadata store was asked for something while it was not open for it; Metaxy's `StoreNotOpenError`. */
export class StoreNotOpenError extends MetadataStoreError {}

/** A statement that DuckDB refused although it should not have: a bug of ours, or a table of odd shape. */
export class QueryError extends MetaxyError {
  readonly sql: string

  constructor(message: string, sql: string, cause: unknown, hint?: string) {
    super({code: 'GENERIC_ERROR', message, cause, ...(hint === undefined ? {} : {hint})})
    this.sql = sql
  }
}

/** What is asked needs more memory than DuckDB may use. */
export class OutOfMemoryError extends QueryError {
  constructor(sql: string, cause: unknown) {
    super(
      'What was asked needs more memory than DuckDB may use here.',
      sql,
      cause,
      'Ask for less at once, with a filter; or give more memory, or a folder for what does not fit (memoryLimit, temporaryDirectory).',
    )
  }
}

/** The person, or a newer question, asked to stop. Never shown as a failure. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled')
    this.name = 'CancelledError'
  }
}

/** Something said beside an answer: stderr, and `warnings` in JSON. */
export interface Warning {
  readonly code: string
  readonly message: string
  readonly [member: string]: unknown
}
