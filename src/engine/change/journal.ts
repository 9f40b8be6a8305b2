import {createHash} from 'node:crypto'
import {mkdir, open as openFile, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {MetaxyError} from '../errors.ts'
import type {SampleId} from '../models/cell-value.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Change} from './change.ts'
import type {StampedSamples} from './planned-change.ts'

/** What is known of one operation before it is committed; JSON text, so times are decimal texts. */
export interface JournalEntry {
  readonly id: string
  readonly atMicros: string
  readonly kind: Change['kind']
  readonly metadataStore: string
  readonly feature: FeatureKey
  readonly rows: number
  readonly firstStampMicros: string
  readonly lastStampMicros: string
  readonly ids: readonly SampleId[]
  /** Of an undo: the operation that it undoes. */
  readonly undoes: string | null
  readonly command: string
}

type JournalLine =
  | ({readonly line: 'begun'} & JournalEntry)
  | {readonly line: 'confirmed' | 'struck'; readonly id: string}

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
        ids: entry.ids,
        firstStampMicros: BigInt(entry.firstStampMicros),
        lastStampMicros: BigInt(entry.lastStampMicros),
      }
    },
  }
}

async function linesOf(path: string): Promise<readonly JournalLine[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw failing(path, error)
  })
  return text.split('\n').flatMap(line => {
    try {
      return line === '' ? [] : [JSON.parse(line) as JournalLine]
    } catch {
      // A line that a crash cut off was never followed by its commit.
      return []
    }
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
  if (directory === null || path === null) {
    throw failing('none', new Error('no folder for it was given'))
  }
  try {
    await mkdir(directory, {recursive: true})
    const file = await openFile(path, 'a', 0o600)
    try {
      await file.appendFile(lines.map(line => `${JSON.stringify(line)}\n`).join(''))
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw failing(path, error)
  }
}

function failing(path: string, cause: unknown): MetaxyError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new MetaxyError({
    code: 'GENERIC_ERROR',
    message: `The journal (${path}) cannot be used: ${reason}. Nothing was committed.`,
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
