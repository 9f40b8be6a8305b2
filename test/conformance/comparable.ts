import type {GoldenStep} from '../golden/cases.ts'

/**
 * What of a recorded answer can be compared. Rows of one sample come in no order among each other
 * (commands.md §1): where a limit cuts through them, only the ids of the rows are left. An increment has
 * several rows of one sample when they are gathered into it, or when it has none of the feature's ids. Of
 * a table that a copy made the order of columns is that of a Python set: it is not compared.
 *
 * @param copied features that were copied before.
 */
export function comparable(
  {run, expect: whole}: GoldenStep,
  idColumns: readonly string[],
  copied: ReadonlySet<string>,
): unknown {
  const expect = copied.has(run[2] ?? '') ? withoutColumns(whole) : whole
  if (!run.includes('--limit') || !isObject(expect)) return expect
  if (run.includes('increment')) {
    const parts = Object.entries(expect).map(([name, part]) => [name, onlyIds(part, idColumns)])
    return Object.fromEntries(parts)
  }
  return run.includes('--with-sample-history') ? onlyIds(expect, idColumns) : expect
}

/** The same with the ids that its rows have, nothing else of them. */
function onlyIds(answer: unknown, idColumns: readonly string[]): unknown {
  if (!isObject(answer) || !Array.isArray(answer.rows)) return answer
  const rows = answer.rows.filter(isObject)
  const idsOf = (row: (typeof rows)[number]) =>
    idColumns.filter(name => name in row).map(name => [name, row[name]])
  return {...answer, rows: rows.map(row => Object.fromEntries(idsOf(row)))}
}

function withoutColumns(expect: unknown): unknown {
  if (!isObject(expect)) return expect
  const {columns, ...others} = expect
  return others
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
