import {
  Bool,
  DateDay,
  Decimal,
  Dictionary,
  Field,
  FixedSizeList,
  Float64,
  Int32,
  Int64,
  LargeUtf8,
  List,
  Map_,
  Null,
  type RecordBatch,
  Schema,
  Struct,
  Table,
  TimeMillisecond,
  TimestampMicrosecond,
  TimestampNanosecond,
  Uint8,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import {describe, expect, onTestFinished, test} from 'vitest'
import {DuckDB} from '../../../src/engine/duckdb/connection.ts'
import {scratchTable} from '../../../src/engine/duckdb/session.ts'
import {sql} from '../../../src/engine/duckdb/sql.ts'
import type {RowsInput} from '../../../src/engine/models/rows-input.ts'
import {loadRows} from '../../../src/engine/transfer/load-rows.ts'

/** What DuckDB then has: names and types, and every row as text. */
async function loaded(rows: RowsInput): Promise<{columns: string[]; rows: string[]}> {
  const duckdb = await DuckDB.create()
  onTestFinished(() => duckdb.close())
  return duckdb.session(async session => {
    const name = duckdb.scratchName()
    await loadRows(work => work(session), rows, name)
    const from = scratchTable(name)
    const types = await session.values(sql`DESCRIBE FROM ${from}`)
    const texts = await session.values(
      sql`SELECT CAST(t AS VARCHAR) FROM ${from} AS t ORDER BY rowid`,
    )
    return {
      columns: types.map(([column, type]) => `${column} ${type}`),
      rows: texts.map(([text]) => String(text)),
    }
  })
}

const LONG = 'a text that is longer than the twelve bytes that fit into an entry'

describe('Arrow tables', () => {
  test('every type of value arrives as it is, NULLs too', async () => {
    const struct = new Struct<{x: Utf8; y: Int32}>([
      new Field('x', new Utf8(), true),
      new Field('y', new Int32(), true),
    ])
    const map = new Map_(
      new Field(
        'entries',
        new Struct<{key: Utf8; value: Utf8}>([
          new Field('key', new Utf8()),
          new Field('value', new Utf8(), true),
        ]),
        false,
      ),
    )
    const table = new Table({
      i: vectorFromArray([1n, null, -(2n ** 63n)], new Int64()),
      u: vectorFromArray([255, 0, null], new Uint8()),
      d: vectorFromArray([0.5, null, -1e300], new Float64()),
      b: vectorFromArray([true, null, false], new Bool()),
      s: vectorFromArray(['', null, LONG], new Utf8()),
      large: vectorFromArray(['exactly 12 b', 'thirteen by..', null], new LargeUtf8()),
      category: vectorFromArray([LONG, 'b', LONG], new Dictionary(new Utf8(), new Int32())),
      day: vectorFromArray([new Date('2026-01-05'), null, new Date(0)], new DateDay()),
      time: vectorFromArray([1, null, 86_399_999], new TimeMillisecond()),
      naive: vectorFromArray(
        [0n, null, 1n].map(n => (n === null ? null : Number(n))),
        new TimestampMicrosecond(),
      ),
      zoned: vectorFromArray([null, 5, 1_700_000_000_000], new TimestampNanosecond('UTC')),
      money: vectorFromArray(
        [
          null,
          Uint32Array.of(1234, 0, 0, 0),
          Uint32Array.of(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff),
        ],
        new Decimal(2, 10),
      ),
      st: vectorFromArray([{x: 'a', y: null}, null, {x: LONG, y: 3}], struct),
      list: vectorFromArray([[1, 2], null, []], new List(new Field('item', new Int32(), true))),
      two: vectorFromArray(
        [[1, 2], null, [3, 4]],
        new FixedSizeList(2, new Field('item', new Int32(), true)),
      ),
      m: vectorFromArray(
        [
          new Map([['k', 'v']]),
          null,
          new Map([
            ['a', null],
            [LONG, LONG],
          ]),
        ],
        map,
      ),
      nothing: vectorFromArray([null, null, null], new Null()),
    })
    expect(await loaded({kind: 'arrow', table})).toMatchInlineSnapshot(`
      {
        "columns": [
          "i BIGINT",
          "u UTINYINT",
          "d DOUBLE",
          "b BOOLEAN",
          "s VARCHAR",
          "large VARCHAR",
          "category VARCHAR",
          "day DATE",
          "time TIME",
          "naive TIMESTAMP",
          "zoned TIMESTAMP WITH TIME ZONE",
          "money DECIMAL(10,2)",
          "st STRUCT(x VARCHAR, y INTEGER)",
          "list INTEGER[]",
          "two INTEGER[]",
          "m MAP(VARCHAR, VARCHAR)",
          "nothing JSON",
        ],
        "rows": [
          "{'i': 1, 'u': 255, 'd': 0.5, 'b': true, 's': '', 'large': exactly 12 b, 'category': a text that is longer than the twelve bytes that fit into an entry, 'day': 2026-01-05, 'time': '00:00:00.001', 'naive': '1970-01-01 00:00:00', 'zoned': NULL, 'money': NULL, 'st': {'x': a, 'y': NULL}, 'list': [1, 2], 'two': [1, 2], 'm': {k=v}, 'nothing': NULL}",
          "{'i': NULL, 'u': 0, 'd': NULL, 'b': NULL, 's': NULL, 'large': thirteen by.., 'category': b, 'day': NULL, 'time': NULL, 'naive': NULL, 'zoned': '1970-01-01 00:00:00.005+00', 'money': 12.34, 'st': NULL, 'list': NULL, 'two': NULL, 'm': NULL, 'nothing': NULL}",
          "{'i': -9223372036854775808, 'u': NULL, 'd': -1e+300, 'b': false, 's': a text that is longer than the twelve bytes that fit into an entry, 'large': NULL, 'category': a text that is longer than the twelve bytes that fit into an entry, 'day': 1970-01-01, 'time': '23:59:59.999', 'naive': '1970-01-01 00:00:00.001', 'zoned': '2023-11-14 22:13:20+00', 'money': -0.01, 'st': {'x': a text that is longer than the twelve bytes that fit into an entry, 'y': 3}, 'list': [], 'two': [3, 4], 'm': {a=NULL, a text that is longer than the twelve bytes that fit into an entry=a text that is longer than the twelve bytes that fit into an entry}, 'nothing': NULL}",
        ],
      }
    `)
  })

  test('batches and slices of any length keep their order, over many vectors', async () => {
    const texts = Array.from({length: 10_000}, (_, row) =>
      row % 7 === 0 ? null : `${row % 3 === 0 ? LONG : ''}${row} ümläut 漢字`,
    )
    const whole = new Table({
      n: vectorFromArray(Int32Array.from(texts, (_, row) => row)),
      s: vectorFromArray(texts, new Utf8()),
      st: vectorFromArray(
        texts.map(text => ({x: text})),
        new Struct([new Field('x', new Utf8(), true)]),
      ),
    })
    const parts = [whole.slice(0, 3), whole.slice(3, 4000), whole.slice(4000, 10_000)]
    const batches = parts.flatMap(part => part.batches)
    const found = await loaded({kind: 'batches', batches})
    expect(found.rows).toEqual((await loaded({kind: 'arrow', table: whole})).rows)
    expect(found.rows).toHaveLength(10_000)
    expect(found.rows[4003]).toBe(
      "{'n': 4003, 's': 4003 ümläut 漢字, 'st': {'x': 4003 ümläut 漢字}}",
    )
  })

  test('a table without rows has its columns', async () => {
    const table = new Table(new Schema([new Field('id', new Utf8())]))
    expect(await loaded({kind: 'arrow', table})).toEqual({columns: ['id VARCHAR'], rows: []})
  })

  test('batches of another schema and broken texts are refused', async () => {
    const [first] = new Table({a: vectorFromArray([1])}).batches
    const [other] = new Table({b: vectorFromArray([1])}).batches
    const batches: RecordBatch[] = first && other ? [first, other] : []
    await expect(loaded({kind: 'batches', batches})).rejects.toMatchObject({code: 'INVALID_INPUT'})
    const broken = new Table({s: vectorFromArray(['abc'], new Utf8())})
    broken.batches[0]?.data.children[0]?.values.set([0xff], 1)
    await expect(loaded({kind: 'arrow', table: broken})).rejects.toThrow('no UTF-8')
  })
})

describe('objects', () => {
  test('types are told from all values of a column', async () => {
    const rows = [
      {id: 1, n: 1, x: 'a', at: new Date('2026-01-05T01:02:03.456Z'), by: {x: 'h'}, tags: ['a']},
      {
        id: 2n,
        n: 0.5,
        x: null,
        by: {x: 'i', y: 'j'},
        m: new Map([['k', 1]]),
        none: null,
        raw: Uint8Array.of(1),
      },
    ]
    expect(await loaded({kind: 'objects', rows})).toMatchInlineSnapshot(`
      {
        "columns": [
          "id BIGINT",
          "n DOUBLE",
          "x VARCHAR",
          "at TIMESTAMP WITH TIME ZONE",
          "by STRUCT(x VARCHAR, y VARCHAR)",
          "tags VARCHAR[]",
          "m MAP(VARCHAR, BIGINT)",
          "none JSON",
          "raw BLOB",
        ],
        "rows": [
          "{'id': 1, 'n': 1.0, 'x': a, 'at': '2026-01-05 01:02:03.456+00', 'by': {'x': h, 'y': NULL}, 'tags': [a], 'm': NULL, 'none': NULL, 'raw': NULL}",
          "{'id': 2, 'n': 0.5, 'x': NULL, 'at': NULL, 'by': {'x': i, 'y': j}, 'tags': NULL, 'm': {k=1}, 'none': NULL, 'raw': \\x01}",
        ],
      }
    `)
  })

  test('values that do not go together are refused by column and row', async () => {
    await expect(loaded({kind: 'objects', rows: [{a: 1}, {a: 'x'}]})).rejects.toThrow(
      'There is a text in row 1 of the column "a", where other rows have a integer.',
    )
  })
})
