import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Project} from '../../../src/engine/index.ts'
import {fixtureProject} from '../../helpers/fixture-project.ts'
import {pretendProject} from '../../helpers/pretend-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

/** A project whose one feature answers every read with this one row. */
function oneRow(row: Readonly<Record<string, string | number | null>>): {
  cwd: string
  doors: object
} {
  const project: Project = pretendProject(
    {'a/b': 1},
    {
      read: async ({feature}) => ({
        feature,
        metadataStore: 'dev',
        resolvedFrom: 'dev',
        columns: Object.keys(row).map(name => ({name, type: 'VARCHAR'})),
        totalRows: 1,
        rows: [Object.values(row)],
        warnings: [{code: 'told', message: 'Something to know.'}],
      }),
    },
  )
  return {cwd: '/', doors: {openProject: async () => project}}
}

describe('json', () => {
  test('is one document with two spaces of indent, its version first', async () => {
    const {stdout, stderr} = await runMxx(
      ['metadata', 'read', 'a/b', '--format', 'json'],
      oneRow({id: 'x', n: 1}),
    )
    expect(stdout).toBe(`{
  "schema_version": 1,
  "feature": "a/b",
  "store": "dev",
  "resolved_from": "dev",
  "columns": [
    {
      "name": "id",
      "type": "VARCHAR"
    },
    {
      "name": "n",
      "type": "VARCHAR"
    }
  ],
  "total_rows": 1,
  "rows": [
    {
      "id": "x",
      "n": 1
    }
  ],
  "warnings": [
    {
      "code": "told",
      "message": "Something to know."
    }
  ]
}
`)
    expect(stderr).toBe('Warning: Something to know.\n')
  })

  test('keeps columns in stored order, also those called like numbers or __proto__', async () => {
    const cwd = await fixtureProject('basic')
    const project = pretendProject(
      {'a/b': 1},
      {
        read: async ({feature}) => ({
          feature,
          metadataStore: 'dev',
          resolvedFrom: 'dev',
          columns: ['z', '2024', '__proto__', '1'].map(name => ({name, type: 'INTEGER'})),
          totalRows: 1,
          rows: [[1, 2, 3, 4]],
          warnings: [],
        }),
      },
    )
    const {stdout} = await runMxx(['metadata', 'read', 'a/b', '--format', 'jsonl'], {
      cwd,
      doors: {openProject: async () => project},
    })
    expect(stdout).toBe('{"z":1,"2024":2,"__proto__":3,"1":4}\n')
  })
})

describe('control characters in data', () => {
  const evil = {id: '\u001b[2J\u009b31m', note: 'a\nb\tc'}

  test.each(['plain', 'json', 'jsonl'])('never reach the terminal in %s', async format => {
    const {stdout} = await runMxx(['metadata', 'read', 'a/b', '--format', format], oneRow(evil))
    expect(stdout).not.toMatch(/[\u001b\u009b\t]/)
    expect(stdout).toContain('[2J')
  })

  test('of an error message do not either', async () => {
    const {stderr} = await runMxx(['describe', 'features', 'a/\u001b[2J'], oneRow(evil))
    expect(stderr).toContain('\\x1b[2J')
  })
})

describe('csv', () => {
  test('quotes what needs it, and keeps null apart from an empty text', async () => {
    const row = {plain: 'x', empty: '', none: null, 'with,comma': 'say "hi"\nthere'}
    const {stdout} = await runMxx(['metadata', 'read', 'a/b', '--format', 'csv'], oneRow(row))
    expect(stdout).toBe('plain,empty,none,"with,comma"\nx,"",,"say ""hi""\nthere"\n')
  })

  test('of an increment names the class of each row first', async () => {
    const cwd = await fixtureProject('basic')
    const increment = ['metadata', 'increment', 'examples/child', '--format', 'csv']
    const {stdout} = await runMxx(increment, {cwd})
    expect(stdout.split('\n')[0]).toMatch(/^class,sample_uid,/)
    expect(stdout.split('\n')[1]).toMatch(/^new,s3,/)
    const alone = await runMxx([...increment, '--class', 'new'], {cwd})
    expect(alone.stdout.split('\n')[1]).toMatch(/^s3,/)
  })
})

describe('--export', () => {
  test.each(['.parquet', '.csv', '.jsonl', '.arrow'])(
    'writes all rows to a file of %s',
    async end => {
      const cwd = await fixtureProject('reads-duckdb')
      const file = join(cwd, `rows${end}`)
      const {exit, stdout} = await runMxx(
        ['metadata', 'read', 'r/root', '--export', `rows${end}`, '--format', 'json'],
        {cwd},
      )
      expect(exit).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({feature: 'r/root', file, rows: 3})
      expect((await readFile(file)).length).toBeGreaterThan(0)
    },
  )

  test('of an ending that is not known writes nothing', async () => {
    const cwd = await fixtureProject('reads-duckdb')
    const {exit} = await runMxx(['metadata', 'read', 'r/root', '--export', 'rows.xlsx'], {cwd})
    expect(exit).toBe(1)
    await expect(readFile(join(cwd, 'rows.xlsx'))).rejects.toThrow('ENOENT')
  })
})

describe('plain', () => {
  test('lists stand in columns, without escape codes', async () => {
    const cwd = await fixtureProject('basic')
    expect((await runMxx(['list', 'features'], {cwd})).stdout).toMatchInlineSnapshot(`
      "FEATURE          VERSION   PROJECT  FIELDS       SOURCE
      examples/parent  68827f3e  shop     embeddings   shop.features.ExamplesParent
      examples/child   5b50f795  shop     predictions  shop.features.ExamplesChild

      2 features (1 root, 1 dependent)
      "
    `)
    expect(
      (await runMxx(['metadata', 'status', '--all-features', '--progress'], {cwd})).stdout,
    ).toMatchInlineSnapshot(`
      "STATUS   FEATURE          MATERIALIZED  MISSING  STALE  ORPHANED  INFO
      ○        examples/parent             3        -      -         -  dev
      ⚠ (67%)  examples/child              2        1      0         0  dev
      "
    `)
    expect((await runMxx(['versions', 'examples/child'], {cwd})).stdout).toMatchInlineSnapshot(`
      "VERSION             LIVE  DELETED  ROWS  LAST PUSHED           PROJECT VERSIONS
      5b50f795 (current)     2        0     2  2026-01-05 08:09:00Z  0ce46cc0
      83dd1b37               3        0     3  2026-01-05 08:08:00Z  b416ead0, 2fd0e55a
      "
    `)
  })
})
