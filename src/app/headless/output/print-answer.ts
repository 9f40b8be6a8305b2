import {safeText} from '../../../components/safe-text.ts'
import type {Warning} from '../../../engine/index.ts'
import type {CommandIo} from '../command-io.ts'
import type {Answer, OutputFormat} from './answer.ts'
import {detailsAsJson, type JsonObject, jsonLine, jsonPieces} from './json.ts'
import {type PrintedRows, rowObject} from './printed-rows.ts'
import {cellText, printer} from './printer.ts'

/** Prints an answer: data to stdout, warnings to stderr and into the JSON document (commands.md §1). */
export function printAnswer(
  io: CommandIo,
  format: OutputFormat,
  answer: Answer,
  warnings: readonly Warning[],
): void {
  for (const warning of warnings) {
    io.stderr.write(`Warning: ${printer.lines(warning.message)}\n`)
  }
  switch (format) {
    case 'plain':
      io.stdout.write(answer.plain(printer))
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
