import {readFileSync} from 'node:fs'
import {DuckDBInstance} from '@duckdb/node-api'
import {beforeAll, describe, expect, test} from 'vitest'
import {compileFilters} from '../../../src/engine/filter/compile-filter.ts'
import type {Column} from '../../../src/engine/models/system-columns.ts'

interface Step {
  readonly run: readonly string[]
  readonly expect: {readonly rows?: readonly {readonly id: unknown}[]; readonly error?: string}
}

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()

beforeAll(async () => {
  await connection.run("SET TimeZone = 'UTC'")
})

describe.each([
  ['filters-duckdb', 'f/t', 'f__t'],
  ['types-duckdb', 't/all', 't__all'],
])('%s: rows are those that the real Metaxy keeps', async (name, feature, table) => {
  const folder = new URL(`../../golden/cases/${name}/`, import.meta.url)
  const {steps} = JSON.parse(readFileSync(new URL('case.json', folder), 'utf8')) as {steps: Step[]}
  const filtered = steps.filter(step => step.run.includes('--filter') && step.run.includes(feature))
  const catalog = name.replace('-', '_')
  const file = new URL('project/dev.duckdb', folder).pathname
  await connection.run(`ATTACH '${file}' AS ${catalog} (READ_ONLY)`)
  const columns = await columnsOf(`${catalog}.${table}`)

  test.each(filtered.map(step => [filtersOf(step.run).join(' --filter '), step] as const))(
    '%s',
    async (_, step) => {
      const compile = () => compileFilters(filtersOf(step.run), columns)
      if (step.expect.error !== undefined) {
        expect(compile).toThrow(expect.objectContaining({code: step.expect.error}))
        return
      }
      const where = compile()
      const reader = await connection.runAndReadAll(
        `SELECT id FROM ${catalog}.${table} WHERE ${where.text} ORDER BY id`,
        [...where.values],
      )
      expect(reader.getRowObjectsJson()).toEqual(
        step.expect.rows?.map(row => ({id: idJson(row.id)})),
      )
    },
  )
})

function filtersOf(run: readonly string[]): readonly string[] {
  return run.filter((_, index) => run[index - 1] === '--filter')
}

/** DuckDB's own JSON has 64-bit integers as texts. */
function idJson(id: unknown): unknown {
  return typeof id === 'number' ? String(id) : id
}

async function columnsOf(table: string): Promise<readonly Column[]> {
  const reader = await connection.runAndReadAll(`DESCRIBE ${table}`)
  return reader.getRows().map(([name, type]) => ({name: String(name), type: String(type)}))
}
