import {execFileSync} from 'node:child_process'
import {copyFile, mkdir, readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {DuckDBInstance} from '@duckdb/node-api'
import {describe, expect, test} from 'vitest'
import {damageOf} from '../../../src/engine/duckdb/file-damage.ts'
import type {Project, ProjectOptions} from '../../../src/engine/index.ts'
import {holdFromElsewhere} from '../../helpers/file-holder.ts'
import {fixtureProject} from '../../helpers/fixture-project.ts'
import {openFolder} from '../../helpers/open-fixture.ts'
import {untouched} from '../../helpers/untouched.ts'

const NEWER = fileURLToPath(new URL('../duckdb/files/storage-version-999.duckdb', import.meta.url))

interface BadFile {
  readonly what: string
  readonly make: (file: string) => Promise<unknown>
  readonly code: string
  /** Around the path of the file. */
  readonly before?: string
  readonly says: string
  readonly todo: string
}

const OTHER_KIND =
  'is not a DuckDB database: it is a file of another kind, or its beginning is lost.'
const NAME_THE_FILE = 'Let `database` of the store name the file that Metaxy writes.'
const CUT_OFF = 'is cut off: it is shorter than the DuckDB database that it was.'
const RESTORE = 'Restore the file from a copy; nothing was changed.'
/** Long enough to try more than once; every question waits that long. */
const SHORT_WAIT_MS = 120
const DAMAGED = /is damaged: what it holds from byte \d+ on is not what was written there\./

const cut = (bytes: number, says: string, todo: string): BadFile => ({
  what: `cut off after ${bytes} bytes`,
  make: async file => writeFile(file, (await readFile(file)).subarray(0, bytes)),
  code: 'STORE_FORMAT',
  says,
  todo,
})

const BAD_FILES: readonly BadFile[] = [
  {
    what: 'not there',
    make: file => rm(file),
    code: 'STORE_UNREACHABLE',
    before: 'The DuckDB database ',
    says: 'does not exist.',
    todo: 'Relative paths start at the working directory: run the command where Metaxy runs, or write the first feature with Metaxy.',
  },
  {
    what: 'a folder',
    make: async file => {
      await rm(file)
      await mkdir(file)
    },
    code: 'STORE_FORMAT',
    says: 'is not a DuckDB database: it is a folder.',
    todo: NAME_THE_FILE,
  },
  {
    what: 'a pipe',
    make: async file => {
      await rm(file)
      execFileSync('mkfifo', [file])
    },
    code: 'STORE_FORMAT',
    says: 'is not a DuckDB database: it is not a regular file.',
    todo: NAME_THE_FILE,
  },
  {
    what: 'empty',
    make: file => writeFile(file, ''),
    code: 'STORE_FORMAT',
    says: 'is not a DuckDB database: it is empty.',
    todo: NAME_THE_FILE,
  },
  {
    what: 'a SQLite database',
    make: file =>
      writeFile(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192)])),
    code: 'STORE_FORMAT',
    says: OTHER_KIND,
    todo: NAME_THE_FILE,
  },
  {
    what: 'a text',
    make: file => writeFile(file, 'id,name\n'.repeat(4000)),
    code: 'STORE_FORMAT',
    says: OTHER_KIND,
    todo: NAME_THE_FILE,
  },
  {
    what: 'a Parquet file',
    make: file =>
      writeFile(
        file,
        Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(9000), Buffer.from('PAR1')]),
      ),
    code: 'STORE_FORMAT',
    says: OTHER_KIND,
    todo: NAME_THE_FILE,
  },
  {
    what: 'encrypted',
    make: encrypted,
    code: 'STORE_FORMAT',
    says: 'is an encrypted DuckDB database, which this program does not open.',
    todo: 'Copy it into one without encryption: COPY FROM DATABASE in the DuckDB that has the key.',
  },
  cut(1, OTHER_KIND, NAME_THE_FILE),
  ...[4096, 8192, 12_288, 120_000, 241_663].map(bytes => cut(bytes, CUT_OFF, RESTORE)),
]

describe('a database file that is', () => {
  test.each(BAD_FILES)('$what: says so, and changes nothing', async bad => {
    const {project, file} = await badProject(bad.make)
    const expected = {
      code: bad.code,
      message: `${bad.before ?? ''}${file} ${bad.says}`,
      hint: bad.todo,
    }

    await untouched(project.directory, async () => {
      for (const ask of everyQuestion(project)) await expect(ask()).rejects.toMatchObject(expected)
      expect(await project.metadataStores()).toMatchObject([
        {name: 'dev', reachable: false, error: expected.message},
      ])
    })
  })

  test('of a newer DuckDB: names the versions, the setting and the conversion', async () => {
    const {project, file} = await badProject(place => copyFile(NEWER, place))

    await untouched(project.directory, async () => {
      await expect(project.graph()).rejects.toMatchObject({
        code: 'STORE_FORMAT',
        message: `${file} has a DuckDB storage version that this program does not read: it is 999, this build reads 64 to 68.`,
        hint: [
          'DuckDB 2 writes it by default. Keep new files readable with config = {storage_compatibility_version = "v1.5.0"} under the store\'s config in metaxy.toml.',
          'Convert this one with the DuckDB that wrote it:',
          "ATTACH 'old.duckdb' AS old; ATTACH 'new.duckdb' AS new (STORAGE_VERSION 'v1.5.0'); COPY FROM DATABASE old TO new;",
        ].join(' '),
      })
    })
  })

  test('of a DuckDB before all that this build reads', () => {
    const said = new Error(
      'IO Error: Trying to read a database file with version number 39, but we can only read versions between 64 and 68.\nThe database file was created with DuckDB version v0.6.1.',
    )
    expect(damageOf('/dev.duckdb', said)).toMatchObject({
      message:
        '/dev.duckdb has a DuckDB storage version that this program does not read: it is 39, this build reads 64 to 68.',
      hint: 'Open it once with the DuckDB that wrote it: EXPORT DATABASE there, IMPORT DATABASE with a newer one.',
    })
  })

  test('held by another program: names it, and is read when it is free', async () => {
    const {project, file} = await badProject(async () => {}, {lockTimeoutMs: SHORT_WAIT_MS})
    const holder = await holdFromElsewhere(file)

    await untouched(project.directory, async () => {
      for (const ask of everyQuestion(project)) {
        await expect(ask()).rejects.toMatchObject({
          code: 'STORE_LOCKED',
          message: expect.stringMatching(/^\/.*dev\.duckdb is held by node\S* \(PID \d+\)\.$/),
          hint: 'It is free again when that program closes it; try again then.',
          details: {file, pid: holder.pid},
        })
      }
    })
    await holder.release()
    expect((await project.read({feature: 's/leaf'})).totalRows).toBeGreaterThan(0)
  })

  test('damaged at its beginning', async () => {
    for (const place of [100, 4116, 12_388]) {
      const {project} = await badProject(file => flipped(file, place))
      await untouched(project.directory, () =>
        expect(project.graph()).rejects.toMatchObject({
          code: 'STORE_FORMAT',
          message: expect.stringMatching(DAMAGED),
          hint: RESTORE,
        }),
      )
    }
  })

  test('damaged where one table lies: only what reads that table fails', async () => {
    // In the recorded file the rows of s/leaf lie there.
    const {project, file} = await badProject(place => flipped(place, 80_000))
    await untouched(project.directory, async () => {
      expect(await project.status({feature: 's/mid'})).toMatchObject({status: 'up_to_date'})
      expect(await project.status({feature: 's/leaf'})).toMatchObject({
        status: 'error',
        errorMessage: expect.stringMatching(DAMAGED),
      })
      const asked = [
        project.read({feature: 's/leaf'}),
        project.openRows({feature: 's/leaf'}),
        project.resolveUpdate({feature: 's/leaf'}),
        project.exportRows({feature: 's/leaf'}, join(project.directory, 'rows.arrow')),
        project.preview([
          {
            kind: 'soft-delete',
            feature: 's/leaf',
            where: {kind: 'filter', filters: []},
            withFeatureHistory: false,
          },
        ]),
      ]
      for (const answer of await Promise.allSettled(asked)) {
        expect(answer).toMatchObject({reason: {code: 'STORE_FORMAT', details: {file}}})
      }
      // A preview of the upstream says what it does there, and that this reader is not computed.
      const preview = await project.preview([
        {
          kind: 'soft-delete',
          feature: 's/mid',
          where: {kind: 'filter', filters: []},
          withFeatureHistory: false,
        },
      ])
      expect(preview.changes[0]?.downstream).toMatchObject([
        {kind: 'not-computed', feature: 's/leaf', reason: expect.stringMatching(DAMAGED)},
      ])
    })
  })
})

describe('a write-ahead log beside the file', () => {
  test('is read along and left as it is', async () => {
    const {project, file} = await badProject(dyingWriter)
    await untouched(project.directory, async () => {
      expect(
        (await project.read({feature: 's/root', filters: ["id = 'from the log'"]})).totalRows,
      ).toBe(1)
    })
    expect(await readFile(`${file}.wal`)).not.toHaveLength(0)
  })

  test('that a crash cut off is read as far as it goes', async () => {
    const {project} = await badProject(async file => {
      await dyingWriter(file)
      const log = await readFile(`${file}.wal`)
      await writeFile(`${file}.wal`, log.subarray(0, log.length - 20))
    })
    await untouched(project.directory, async () => {
      expect((await project.read({feature: 's/root'})).totalRows).toBe(4)
    })
  })

  test('that is damaged is named', async () => {
    const {project, file} = await badProject(async place => {
      await dyingWriter(place)
      const log = await readFile(`${place}.wal`)
      await flipped(`${place}.wal`, Math.floor(log.length / 2))
    })
    await untouched(project.directory, () =>
      expect(project.graph()).rejects.toMatchObject({
        code: 'STORE_FORMAT',
        message: `${file} cannot be read: the file ${file}.wal beside it, which holds the newest writes, is damaged.`,
        hint: 'Restore both from a copy. Without the .wal file the database opens, but those writes are lost.',
      }),
    )
  })
})

test('a file that is replaced while the project is open is seen at the next question', async () => {
  const {project, file} = await badProject(async () => {})
  const good = await readFile(file)
  const index = await project.openRows({feature: 's/root'})
  const preview = await project.preview([
    {
      kind: 'soft-delete',
      feature: 's/root',
      where: {kind: 'filter', filters: []},
      withFeatureHistory: false,
    },
  ])
  await writeFile(file, '')

  await expect(index.page(0, 1)).rejects.toMatchObject({code: 'STORE_FORMAT'})
  await expect(project.commit(preview)).rejects.toMatchObject({code: 'STORE_FORMAT'})
  expect(await readFile(file)).toHaveLength(0)
  await rm(file)
  await expect(project.commit(preview)).rejects.toMatchObject({code: 'STORE_UNREACHABLE'})
  await writeFile(file, good)
  expect(await index.page(0, 1)).toMatchObject({kind: 'page'})
})

/** The recorded project `deletes-duckdb` with something done to its database. */
async function badProject(
  make: BadFile['make'],
  options: Partial<ProjectOptions> = {},
): Promise<{project: Project; file: string}> {
  const folder = await fixtureProject('deletes-duckdb')
  const file = join(folder, 'dev.duckdb')
  await make(file)
  const journalDirectory = join(folder, '..', 'none')
  return {project: await openFolder(folder, {journalDirectory, ...options}), file}
}

function everyQuestion(project: Project): readonly (() => Promise<unknown>)[] {
  const feature = 's/mid'
  return [
    () => project.graph(),
    () => project.history(),
    () => project.versions(feature),
    () => project.read({feature}),
    () => project.openRows({feature}),
    () => project.status({feature}),
    () => project.countIncrement({feature}),
    () => project.resolveUpdate({feature}),
    () => project.preview([]),
    () => project.operations(),
  ]
}

async function flipped(file: string, place: number): Promise<void> {
  const bytes = await readFile(file)
  bytes[place] = (bytes[place] ?? 0) ^ 0xff
  await writeFile(file, bytes)
}

async function encrypted(file: string): Promise<void> {
  await rm(file)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('SET force_mbedtls_unsafe = true')
  await connection.run(`ATTACH '${file}' AS e (ENCRYPTION_KEY 'secret')`)
  await connection.run('CREATE TABLE e.t AS SELECT 1 AS i')
  await connection.run('DETACH e')
  connection.closeSync()
  instance.closeSync()
}

/** Leaves a row in the log, as a program does that dies after its COMMIT. */
async function dyingWriter(file: string): Promise<void> {
  const elsewhere = `${file}.elsewhere`
  await copyFile(file, elsewhere)
  const instance = await DuckDBInstance.create(elsewhere)
  const connection = await instance.connect()
  await connection.run("SET wal_autocheckpoint = '1TB'")
  await connection.run(
    "INSERT INTO s__root SELECT * REPLACE ('from the log' AS id) FROM s__root WHERE metaxy_deleted_at IS NULL ORDER BY metaxy_updated_at DESC LIMIT 1",
  )
  await copyFile(`${elsewhere}.wal`, `${file}.wal`)
  connection.closeSync()
  instance.closeSync()
  await rm(elsewhere)
}
