import {open as openFile, readFile} from 'node:fs/promises'
import type {SampleId} from '../models/cell-value.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Change} from './change.ts'

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
  /** Null when they are too many to be kept. */
  readonly ids: readonly SampleId[] | null
  /** The operation made the table. */
  readonly createdTable: boolean
  /** How many rows the table had, when the operation removes some; older journals do not say. */
  readonly removedOf?: number | null
  /** Of an undo: the operation that it undoes. */
  readonly undoes: string | null
  readonly command: string
}

export type JournalLine =
  | ({readonly line: 'begun'} & JournalEntry)
  | {readonly line: 'confirmed' | 'struck'; readonly id: string}

/** The lines of a journal that are ours; a file that does not exist has none. */
export async function readJournalLines(path: string): Promise<readonly JournalLine[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap(line => {
    // A line that a crash cut off was never followed by its commit.
    const value = parsed(line)
    return isJournalLine(value) ? [value] : []
  })
}

/** Appends lines and waits until the disk has them. */
export async function appendJournalLines(
  path: string,
  lines: readonly JournalLine[],
): Promise<void> {
  const file = await openFile(path, 'a+', 0o600)
  try {
    const text = lines.map(line => `${JSON.stringify(line)}\n`).join('')
    await file.appendFile((await endsWithinLine(file)) ? `\n${text}` : text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** After a crash the last line may have no end: what is written next would become part of it. */
async function endsWithinLine(file: Awaited<ReturnType<typeof openFile>>): Promise<boolean> {
  const {size} = await file.stat()
  if (size === 0) return false
  const {buffer} = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer.toString() !== '\n'
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function isJournalLine(value: unknown): value is JournalLine {
  if (typeof value !== 'object' || value === null || !('line' in value)) return false
  const line: Readonly<Record<string, unknown>> = {...value}
  if (typeof line.id !== 'string') return false
  if (line.line === 'confirmed' || line.line === 'struck') return true
  return (
    line.line === 'begun' &&
    KINDS.some(kind => kind === line.kind) &&
    TEXTS.every(name => typeof line[name] === 'string') &&
    MICROS.every(name => /^-?\d+$/.test(String(line[name]))) &&
    Number.isSafeInteger(line.rows) &&
    (line.undoes === null || typeof line.undoes === 'string') &&
    (line.ids === null || (Array.isArray(line.ids) && line.ids.every(Array.isArray)))
  )
}

const KINDS: readonly Change['kind'][] = [
  'soft-delete',
  'restore',
  'undo',
  'hard-delete',
  'drop',
  'rebase',
  'copy',
  'write',
]
const TEXTS = ['metadataStore', 'feature', 'command'] as const
const MICROS = ['atMicros', 'firstStampMicros', 'lastStampMicros'] as const
