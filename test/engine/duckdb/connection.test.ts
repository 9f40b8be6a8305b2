import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {DuckDB, type DuckDBOptions} from '../../../src/engine/duckdb/connection.ts'
import {raw} from '../../../src/engine/duckdb/sql.ts'
import {holdFromElsewhere} from '../../helpers/file-holder.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'
import {inDatabase} from '../../helpers/made-project.ts'
import {writeFromElsewhere} from '../../helpers/other-writer.ts'

const COUNT = raw('SELECT count(*)::INTEGER FROM dev.main.t')
/** A quarter of an hour. */
const LONG = raw('SELECT count(*) FROM range(1000000000000) AS r(i) WHERE hash(i) = 1')

describe('a cancelled question', () => {
  test('ends whatever it is doing, and the next ones work', async () => {
    const {duckdb, file} = await opened()
    for (const lane of ['heavy', 'page', 'heavy', 'heavy', 'page'] as const) {
      const giving = new AbortController()
      const asked = duckdb.withFile(file, 'read', session => session.values(LONG), {
        signal: giving.signal,
        lane,
      })
      setImmediate(() => giving.abort())
      await expect(asked).rejects.toMatchObject({name: 'CancelledError'})
      expect(await duckdb.withFile(file, 'read', session => session.values(COUNT))).toEqual([[3]])
    }
  })

  test('is answered although it was not its turn yet', async () => {
    const {duckdb, file} = await opened()
    const running = new AbortController()
    const long = [1, 2].map(() =>
      duckdb.withFile(file, 'read', session => session.values(LONG), {signal: running.signal}),
    )
    const giving = new AbortController()
    const waiting = [1, 2, 3].map(() =>
      duckdb.withFile(file, 'read', session => session.values(COUNT), {signal: giving.signal}),
    )
    const writing = duckdb.withFile(file, 'write', async () => {}, {signal: giving.signal})
    giving.abort()

    for (const asked of [...waiting, writing]) {
      await expect(asked).rejects.toMatchObject({name: 'CancelledError'})
    }
    running.abort()
    await Promise.allSettled(long)
    expect(await duckdb.withFile(file, 'read', session => session.values(COUNT))).toEqual([[3]])
  })

  test('is answered while another process holds the file', async () => {
    const {duckdb, file} = await opened({lockTimeoutMs: 600_000})
    const holder = await holdFromElsewhere(file)
    const giving = new AbortController()
    const asked = duckdb.withFile(file, 'read', session => session.values(COUNT), {
      signal: giving.signal,
    })
    const other = duckdb.withFile(file, 'read', session => session.values(COUNT))
    giving.abort()

    await expect(asked).rejects.toMatchObject({name: 'CancelledError'})
    await holder.release()
    expect(await other).toEqual([[3]])
  })

  test('takes its transaction back', async () => {
    const {duckdb, file} = await opened()
    const giving = new AbortController()
    const asked = duckdb.withFile(
      file,
      'write',
      session =>
        session.transaction(async () => {
          await session.run(raw('INSERT INTO dev.main.t VALUES (4)'))
          setImmediate(() => giving.abort())
          await session.run(LONG)
        }),
      {signal: giving.signal},
    )
    await expect(asked).rejects.toMatchObject({name: 'CancelledError'})

    const before = await readFile(file)
    for (const access of ['read', 'write', 'read', 'read'] as const) {
      expect(await duckdb.withFile(file, access, session => session.values(COUNT))).toEqual([[3]])
    }
    expect((await readFile(file)).equals(before)).toBe(true)
  })

  test('one signal may stand behind many questions', async () => {
    const {duckdb, file} = await opened()
    const {signal} = new AbortController()
    const warnings: string[] = []
    const listen = (warning: Error) => warnings.push(warning.name)
    process.on('warning', listen)
    onTestFinished(() => void process.off('warning', listen))

    await Promise.all(
      Array.from({length: 40}, () =>
        duckdb.withFile(file, 'read', session => session.values(COUNT), {signal}),
      ),
    )
    await new Promise(resolve => setImmediate(resolve))

    expect(warnings).toEqual([])
  })
})

describe('a piece of work leaves no trace', () => {
  test('a result that nobody reads to its end keeps no file open', async () => {
    const {duckdb, file} = await opened()
    await duckdb.withFile(file, 'read', async session => {
      await session.stream(raw('SELECT * FROM dev.main.t, range(1000000)'))
    })
    await writeFromElsewhere(file, 'INSERT INTO t VALUES (4)')

    expect(await duckdb.withFile(file, 'read', session => session.values(COUNT))).toEqual([[4]])
  })

  test('what it made for itself goes, also when it fails', async () => {
    const {duckdb, file} = await opened()
    const asked = duckdb.withFile(file, 'read', async session => {
      await session.run(raw('CREATE TABLE memory.main.mine AS SELECT 1'))
      session.atEnd(raw('DROP TABLE memory.main.mine'))
      await session.run(raw('SELECT nothing'))
    })
    await expect(asked).rejects.toMatchObject({code: 'GENERIC_ERROR'})

    const tables = await duckdb.session(session => session.values(raw('SHOW ALL TABLES')))
    expect(tables).toEqual([])
  })

  test('a failed transaction is rolled back and the connection free', async () => {
    const {duckdb, file} = await opened()
    const write = (text: string) =>
      duckdb.withFile(file, 'write', session =>
        session.transaction(async () => {
          await session.run(raw('INSERT INTO dev.main.t VALUES (4)'))
          await session.run(raw(text))
        }),
      )
    await expect(write("SELECT 'x'::INTEGER FROM dev.main.t")).rejects.toMatchObject({
      message: "Conversion Error: Could not convert string 'x' to INT32",
    })
    expect(await duckdb.withFile(file, 'read', session => session.values(COUNT))).toEqual([[3]])
    await write('SELECT 1')
    expect(await duckdb.withFile(file, 'read', session => session.values(COUNT))).toEqual([[4]])
  })
})

test('a question that needs more memory than there is says so and what helps, and the next one works', async () => {
  const {duckdb} = await opened({memoryLimit: '10MB'})
  const asked = duckdb.session(session =>
    session.run(raw("CREATE TEMP TABLE t AS SELECT 'row ' || i FROM range(10000000) AS r(i)")),
  )
  await expect(asked).rejects.toMatchObject({
    name: 'OutOfMemoryError',
    message: 'What was asked needs more memory than DuckDB may use here.',
    hint: expect.stringContaining('Ask for less at once'),
  })
  expect(await duckdb.session(session => session.values(raw('SELECT 1::INTEGER')))).toEqual([[1]])
})

test('closing ends what runs and what waits, which is then cancelled; closing again does nothing', async () => {
  const {duckdb, file} = await opened({lockTimeoutMs: 600_000})
  const holder = await holdFromElsewhere(file)
  const asked = [
    duckdb.withFile(file, 'read', session => session.values(COUNT)),
    duckdb.withFile(file, 'read', session => session.values(COUNT), {lane: 'page'}),
    duckdb.session(session => session.values(LONG)),
    duckdb.session(session => session.values(LONG)),
  ]
  const answers = Promise.allSettled(asked)
  await duckdb.close()
  await duckdb.close()

  for (const answer of await answers) {
    expect(answer).toMatchObject({status: 'rejected', reason: {name: 'CancelledError'}})
  }
  await expect(duckdb.session(async () => 1)).rejects.toMatchObject({name: 'CancelledError'})
  await holder.release()
})

test('pages are answered while something long holds the file', async () => {
  const {duckdb, file} = await opened()
  const giving = new AbortController()
  const long = duckdb.withFile(file, 'read', session => session.values(LONG), {
    signal: giving.signal,
  })
  for (let page = 0; page < 100; page += 1) {
    const options = {lane: 'page'} as const
    expect(await duckdb.withFile(file, 'read', session => session.values(COUNT), options)).toEqual([
      [3],
    ])
  }
  giving.abort()
  await expect(long).rejects.toMatchObject({name: 'CancelledError'})
})

test('everybody hears of a locked file after the time that he would wait, not one after the other', async () => {
  const {duckdb, file} = await opened({lockTimeoutMs: 500})
  const holder = await holdFromElsewhere(file)
  const ask = () => duckdb.withFile(file, 'read', session => session.values(COUNT))
  const begun = performance.now()
  await expect(ask()).rejects.toMatchObject({code: 'STORE_LOCKED'})
  const alone = performance.now() - begun
  const answers = await Promise.allSettled(Array.from({length: 20}, ask))

  for (const answer of answers) {
    expect(answer).toMatchObject({reason: {code: 'STORE_LOCKED', details: {pid: holder.pid}}})
  }
  // One after the other they would take twenty times as long as one.
  expect(performance.now() - begun).toBeLessThan(10 * alone)
  await holder.release()
})

test('two projects of one program do not write and read a file at once', async () => {
  const {duckdb, file} = await opened()
  const other = await DuckDB.create()
  onTestFinished(() => other.close())
  const ask = () => other.withFile(file, 'read', session => session.values(COUNT))

  await duckdb.withFile(file, 'read', async () => expect(await ask()).toEqual([[3]]))
  await duckdb.withFile(file, 'write', () =>
    expect(ask()).rejects.toMatchObject({code: 'STORE_LOCKED'}),
  )
  expect(await ask()).toEqual([[3]])
})

async function opened(options: DuckDBOptions = {}): Promise<{duckdb: DuckDB; file: string}> {
  const file = join(await temporaryFolder(), 'dev.duckdb')
  await inDatabase(file, 'CREATE TABLE t AS SELECT unnest([1, 2, 3]) AS i')
  const duckdb = await DuckDB.create(options)
  onTestFinished(() => duckdb.close())
  return {duckdb, file}
}
