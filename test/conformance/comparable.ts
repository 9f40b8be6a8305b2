import type {GoldenStep} from '../golden/cases.ts'

/**
 * What of a recorded answer can be compared. Rows of one sample come in no order among each other
 * (commands.md §1): where a limit cuts through a history, only the ids of the rows are left. Of a table
 * that a copy made the order of columns is that of a Python set: it is not compared.
 *
 * @param copied features that were copied before.
 */
export function comparable(
  {run, expect: whole}: GoldenStep,
  idColumns: readonly string[],
  copied: ReadonlySet<string>,
): unknown {
  const expect = copied.has(run[2] ?? '') ? withoutColumns(whole) : whole
  const cut = run.includes('--limit') && run.includes('--with-sample-history')
  if (!cut || !isObject(expect) || !Array.isArray(expect.rows)) return expect
  const rows = expect.rows.filter(isObject)
  return {
    ...expect,
    rows: rows.map(row => Object.fromEntries(idColumns.map(name => [name, row[name]]))),
  }
}

function withoutColumns(expect: unknown): unknown {
  if (!isObject(expect)) return expect
  const {columns, ...others} = expect
  return others
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
