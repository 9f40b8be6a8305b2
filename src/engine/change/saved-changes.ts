import {MetaxyError} from '../errors.ts'
import type {Change} from './change.ts'
import type {Base, Preview} from './change-preview.ts'
import {savedChange} from './saved-change.ts'

/** Staged changes in a file, with what their preview saw. */
export interface SavedChanges {
  /** The metadata store that they are for. */
  readonly metadataStore: string
  readonly changes: readonly {
    readonly change: Change
    readonly rows: number
    readonly base: Base
  }[]
}

const VERSION = 1

/**
 * The text of a file that `mxx preview` and `mxx apply` read (commands.md §3).
 * @throws MetaxyError INVALID_INPUT for changes whose rows exist in memory only.
 */
export function saveChanges(metadataStore: string, preview: Preview): string {
  const changes = preview.changes.map(({change, rows, base}) => {
    if (change.kind === 'write' && change.rows.kind === 'arrow') {
      throw invalid('Rows in memory cannot be saved.', 'Write them to a file first.')
    }
    return {change, rows, base: {...base, ...timesAsText(base)}}
  })
  return `${JSON.stringify({schema_version: VERSION, store: metadataStore, changes}, null, 2)}\n`
}

/** @throws MetaxyError INVALID_INPUT saying what is wrong and where. */
export function readSavedChanges(text: string, file: string): SavedChanges {
  const saved = objectIn(parsed(text, file), file, 'the file')
  if (saved.schema_version !== VERSION) {
    throw invalid(`${file} is not a file of saved changes of this version.`, HINT)
  }
  if (typeof saved.store !== 'string' || !Array.isArray(saved.changes)) {
    throw invalid(`${file} lacks "store" or "changes".`, HINT)
  }
  return {
    metadataStore: saved.store,
    changes: saved.changes.map((one, index) => {
      const where = `changes[${index}]`
      const {change, rows, base} = objectIn(one, file, where)
      if (typeof rows !== 'number') throw invalid(`${file}: ${where} lacks "rows".`, HINT)
      return {
        change: savedChange(objectIn(change, file, `${where}.change`), file, where),
        rows,
        base: savedBase(objectIn(base, file, `${where}.base`), file, where),
      }
    }),
  }
}

const HINT = 'Make one with --save FILE of a command, or `:save FILE` on the screens.'

function timesAsText({maxUpdatedAtMicros, maxDeletedAtMicros}: Base) {
  return {
    maxUpdatedAtMicros: maxUpdatedAtMicros === null ? null : String(maxUpdatedAtMicros),
    maxDeletedAtMicros: maxDeletedAtMicros === null ? null : String(maxDeletedAtMicros),
  }
}

function savedBase(base: Record<string, unknown>, file: string, where: string): Base {
  const {table, rowCount, selectedRowsHash, logVersion} = base
  if (
    typeof table !== 'string' ||
    typeof rowCount !== 'number' ||
    typeof selectedRowsHash !== 'string' ||
    (logVersion !== null && typeof logVersion !== 'number')
  ) {
    throw invalid(`${file}: ${where}.base does not say what the preview saw.`, HINT)
  }
  return {
    table,
    rowCount,
    selectedRowsHash,
    logVersion,
    maxUpdatedAtMicros: microsIn(base.maxUpdatedAtMicros),
    maxDeletedAtMicros: microsIn(base.maxDeletedAtMicros),
  }
}

function microsIn(value: unknown): bigint | null {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : null
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw invalid(`${file} is no JSON: ${reason}.`, HINT)
  }
}

function objectIn(value: unknown, file: string, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return {...value}
  throw invalid(`${file}: ${where} is no JSON object.`, HINT)
}

function invalid(message: string, hint: string): MetaxyError {
  return new MetaxyError({code: 'INVALID_INPUT', message, hint})
}
