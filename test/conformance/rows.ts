/** A row in the JSON form of the contract (commands.md §1). */
export type JsonRow = Readonly<Record<string, unknown>>

/** The classes of an increment. */
export const PARTS = ['new', 'stale', 'orphaned'] as const

/** Where two lists of rows differ, whatever their order; undefined when nowhere. */
export function rowDifference(
  expected: readonly JsonRow[] | null,
  found: readonly JsonRow[] | null,
): string | undefined {
  if (expected === null || found === null) {
    return expected === found
      ? undefined
      : `${describe(expected)} expected, ${describe(found)} found`
  }
  const missing = without(expected, found)
  const extra = without(found, expected)
  if (missing.length === 0 && extra.length === 0) return undefined
  return [
    `${expected.length} rows expected, ${found.length} found`,
    ...missing.slice(0, 2).map(row => `  missing: ${row}`),
    ...extra.slice(0, 2).map(row => `  extra:   ${row}`),
  ].join('\n')
}

/** Rows with these columns taken away. */
export function withoutColumns(
  rows: readonly JsonRow[] | null,
  columns: readonly string[],
): readonly JsonRow[] | null {
  return (
    rows?.map(row =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name))),
    ) ?? null
  )
}

/** Rows whose values by field lack what is null: such a field has no value (stores.md §2.2). */
export function withoutNullFields(rows: readonly JsonRow[] | null): readonly JsonRow[] | null {
  return (
    rows?.map(row => mapped(row, (name, value) => (BY_FIELD.has(name) ? present(value) : value))) ??
    null
  )
}

const BY_FIELD: ReadonlySet<string> = new Set([
  'metaxy_provenance_by_field',
  'metaxy_data_version_by_field',
])

function mapped(row: JsonRow, change: (name: string, value: unknown) => unknown): JsonRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(name, value)]))
}

function present(value: unknown): unknown {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, member]) => member !== null))
}

function without(rows: readonly JsonRow[], others: readonly JsonRow[]): readonly string[] {
  const left = new Map<string, number>()
  for (const row of others.map(canonical)) left.set(row, (left.get(row) ?? 0) + 1)
  return rows.map(canonical).filter(row => {
    const count = left.get(row) ?? 0
    left.set(row, count - 1)
    return count <= 0
  })
}

function canonical(row: JsonRow): string {
  return JSON.stringify(row, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

function describe(rows: readonly JsonRow[] | null): string {
  return rows === null ? 'no table' : `${rows.length} rows`
}
