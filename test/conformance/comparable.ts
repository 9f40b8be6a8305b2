import type {GoldenStep} from '../golden/cases.ts'

/**
 * What of a recorded answer can be compared. Rows of one sample come in no order among each other
 * (commands.md §1): where a limit cuts through them, only the ids of the rows are left. An increment has
 * several rows of one sample when they are gathered into it, or when it has none of the feature's ids.
 */
export function comparable({run, expect}: GoldenStep, idColumns: readonly string[]): unknown {
  if (!run.includes('--limit') || !isObject(expect)) return expect
  if (run.includes('increment')) {
    const parts = Object.entries(expect).map(([name, part]) => [name, withIds(part, idColumns)])
    return Object.fromEntries(parts)
  }
  return run.includes('--with-sample-history') ? withIds(expect, idColumns) : expect
}

/** The same with the ids that its rows have, nothing else of them. */
function withIds(answer: unknown, idColumns: readonly string[]): unknown {
  if (!isObject(answer) || !Array.isArray(answer.rows)) return answer
  const rows = answer.rows.filter(isObject)
  const idsOf = (row: (typeof rows)[number]) =>
    idColumns.filter(name => name in row).map(name => [name, row[name]])
  return {...answer, rows: rows.map(row => Object.fromEntries(idsOf(row)))}
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
