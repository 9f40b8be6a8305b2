import {safeText} from '../../../components/safe-text.ts'
import type {CellValue, Column, Row, Warning} from '../../../engine/index.ts'
import type {CommandIo} from '../command-io.ts'
import {detailsAsJson, type Json, type JsonObject, jsonLine, jsonPieces} from './json.ts'
import {safeLines} from './safe-lines.ts'
import {tableText} from './text-table.ts'

/** What a command found out, in every form it can be printed in; the commands themselves print nothing. */
export interface Answer {
  readonly json: JsonObject
  /** Ends with a line break unless it is empty. */
  readonly plain: () => string
  /** Only where rows are printed: for csv and jsonl. */
  readonly rows?: PrintedRows
  /** Not 0 although there is an answer: `--assert-in-sync` and work pending, features that failed. */
  readonly exitCode?: number
}

export interface PrintedRows {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

export type OutputFormat = 'plain' | 'json' | 'csv' | 'jsonl'

/** Prints an answer: data to stdout, warnings to stderr and into the JSON document (commands.md §1). */
export function printAnswer(
  io: CommandIo,
  format: OutputFormat,
  answer: Answer,
  warnings: readonly Warning[],
): void {
  for (const warning of warnings) {
    io.stderr.write(`Warning: ${safeLines(warning.message)}\n`)
  }
  switch (format) {
    case 'plain':
      io.stdout.write(answer.plain())
      return
    case 'json':
      writePieces(io, documentPieces(answer.json, warnings))
      return
    case 'csv':
      writePieces(io, csvPieces(answer.rows ?? NO_ROWS, io.isTerminal.stdout))
      return
    case 'jsonl':
      writePieces(io, lineOfEachRow(answer.rows ?? NO_ROWS))
      return
  }
}

/** A row as an object in column order. */
export function rowObject(columns: readonly Column[], row: Row): ReadonlyMap<string, Json> {
  return new Map(columns.map((column, index) => [column.name, row[index] ?? null]))
}

/** Rows as a table; nested values as JSON on one line. */
export function rowsTable({columns, rows}: PrintedRows): string {
  return tableText({
    header: columns.map(column => column.name),
    rows: rows.map(row => row.map(cellText)),
    right: columns.flatMap((_, index) =>
      rows.some(row => typeof row[index] === 'number') ? [index] : [],
    ),
  })
}

const NO_ROWS: PrintedRows = {columns: [], rows: []}

function* documentPieces(json: JsonObject, warnings: readonly Warning[]): Generator<string> {
  const said =
    warnings.length === 0 || 'warnings' in json ? {} : {warnings: warnings.map(detailsAsJson)}
  yield* jsonPieces({schema_version: 1, ...json, ...said})
  yield '\n'
}

function* csvPieces({columns, rows}: PrintedRows, onTerminal: boolean): Generator<string> {
  const shown = onTerminal ? safeText : (text: string) => text
  yield `${columns.map(column => csvCell(shown(column.name))).join(',')}\n`
  for (const row of rows) {
    // A null is nothing, an empty text is two quotes: DuckDB and pandas keep them apart so.
    yield `${row.map(cell => (cell === null ? '' : csvCell(shown(cellText(cell))))).join(',')}\n`
  }
}

function csvCell(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function* lineOfEachRow({columns, rows}: PrintedRows): Generator<string> {
  for (const row of rows) yield `${jsonLine(rowObject(columns, row))}\n`
}

function cellText(cell: CellValue): string {
  if (cell === null) return 'null'
  return typeof cell === 'string' ? cell : jsonLine(cell)
}

/** Fewer, larger writes: one per row would be one system call per row. */
function writePieces(io: CommandIo, pieces: Iterable<string>): void {
  let waiting = ''
  for (const piece of pieces) {
    waiting += piece
    if (waiting.length > 65_536) {
      io.stdout.write(waiting)
      waiting = ''
    }
  }
  if (waiting !== '') io.stdout.write(waiting)
}
