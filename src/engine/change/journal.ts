import {createHash} from 'node:crypto'
import {mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import {MetaxyError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {
  appendJournalLines,
  type JournalEntry,
  type JournalLine,
  readJournalLines,
} from './journal-lines.ts'
import type {StampedSamples} from './planned-change.ts'

/** An operation as the journal alone knows it. */
export interface JournalOperation extends JournalEntry {
  /** `begun`: neither confirmed nor struck; whether it happened is seen by its stamp in the table. */
  readonly state: 'begun' | 'confirmed' | 'struck'
}

/**
 * What was committed to one database, in a file of our own beside no project: JSON lines, appended and
 * synced before the commit, confirmed after it (commands.md §3).
 */
export interface Journal {
  readonly path: string | null
  operations(): Promise<readonly JournalOperation[]>
  /** @throws MetaxyError GENERIC_ERROR when nothing can be written: then nothing may be committed. */
  begin(entries: readonly JournalEntry[]): Promise<void>
  confirm(ids: readonly string[]): Promise<void>
  strike(ids: readonly string[]): Promise<void>
  /** @throws MetaxyError INVALID_INPUT for an operation that is not there or not of this feature. */
  stampedSamples(operation: string, feature: FeatureKey): Promise<StampedSamples>
}

/** @param directory null keeps no journal: every commit is refused. */
export function journalOf(directory: string | null, databaseFile: string): Journal {
  const name = createHash('sha256').update(databaseFile).digest('hex').slice(0, 16)
  const path = directory === null ? null : join(directory, `${name}.jsonl`)
  const operations = async () => (path === null ? [] : operationsIn(await linesOf(path)))
  const append = (lines: readonly JournalLine[]) => appendLines(directory, path, lines)
  return {
    path,
    operations,
    begin: entries => append(entries.map(entry => ({line: 'begun', ...entry}))),
    confirm: ids => append(ids.map(id => ({line: 'confirmed', id}))),
    strike: ids => append(ids.map(id => ({line: 'struck', id}))),
    stampedSamples: async (operation, feature) => {
      const entry = (await operations()).find(one => one.id === operation)
      if (entry === undefined || entry.feature !== feature) throw unknown(operation, feature)
      return {
        kind: entry.kind,
        ids: entry.ids,
        rows: entry.rows,
        createdTable: entry.createdTable,
        removedOf: entry.removedOf ?? null,
        firstStampMicros: BigInt(entry.firstStampMicros),
        lastStampMicros: BigInt(entry.lastStampMicros),
      }
    },
  }
}

/** Keeps nothing: for programs that write by themselves and want no undo. */
export function noJournal(): Journal {
  return {
    path: null,
    operations: async () => [],
    begin: async () => {},
    confirm: async () => {},
    strike: async () => {},
    stampedSamples: async (operation, feature) => {
      throw unknown(operation, feature)
    },
  }
}

async function linesOf(path: string): Promise<readonly JournalLine[]> {
  return readJournalLines(path).catch(error => {
    throw failing(path, error, 'Operations can be neither listed nor undone.')
  })
}

function operationsIn(lines: readonly JournalLine[]): readonly JournalOperation[] {
  const found = new Map<string, JournalOperation>()
  for (const line of lines) {
    if (line.line === 'begun') {
      const {line: _, ...entry} = line
      found.set(entry.id, {...entry, state: 'begun'})
    } else {
      const entry = found.get(line.id)
      if (entry !== undefined) found.set(line.id, {...entry, state: line.line})
    }
  }
  return [...found.values()]
}

async function appendLines(
  directory: string | null,
  path: string | null,
  lines: readonly JournalLine[],
): Promise<void> {
  const consequence = 'Nothing was committed.'
  if (directory === null || path === null) {
    throw failing('none', new Error('no folder for it was given'), consequence)
  }
  try {
    await mkdir(directory, {recursive: true})
    await appendJournalLines(path, lines)
  } catch (error) {
    throw failing(path, error, consequence)
  }
}

function failing(path: string, cause: unknown, consequence: string): MetaxyError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new MetaxyError({
    code: 'GENERIC_ERROR',
    message: `The journal (${path}) cannot be used: ${reason}. ${consequence}`,
    hint: 'Without a journal a change could not be undone; make its folder writable or set XDG_STATE_HOME.',
    cause,
  })
}

function unknown(operation: string, feature: FeatureKey): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `The journal has no operation "${operation}" on ${feature}.`,
    hint: '`mxx operations` lists what can be undone.',
  })
}
