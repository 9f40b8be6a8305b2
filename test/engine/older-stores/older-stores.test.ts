import {existsSync, readFileSync} from 'node:fs'
import {readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {gunzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {copyOfProject} from '../../helpers/fixture-project.ts'
import {inDatabase} from '../../helpers/made-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'
import {untouched} from '../../helpers/untouched.ts'

/** Stores that releases before 0.1 wrote (make-stores.py), and what a table of theirs lacks (stores.md §14). */
const STORES = {
  '0.0.1.dev1-duckdb': 'metaxy_updated_at, metaxy_deleted_at, metaxy_project_version',
  '0.0.1.dev1-delta': 'metaxy_updated_at, metaxy_deleted_at, metaxy_project_version',
  '0.0.1.dev30-duckdb': 'metaxy_project_version',
  '0.0.1.dev30-delta': 'metaxy_project_version',
  '0.0.1rc2-duckdb': 'metaxy_project_version',
  '0.0.1rc2-delta': 'metaxy_project_version',
}

for (const [name, lacking] of Object.entries(STORES)) {
  describe(`a store of Metaxy ${name}`, () => {
    const source = folderOf(name)
    const seen: Seen = JSON.parse(readFileSync(join(source, 'seen.json'), 'utf8'))
    const keys = Object.keys(seen.feature_versions)

    test('has the features and versions that this release computed', async () => {
      const folder = await copyOf(source)
      const {features, warnings} = await answer(folder, 'list', 'features')

      expect(warnings).toBeUndefined()
      expect(Object.fromEntries(features.map((one: Json) => [one.key, one.version]))).toEqual(
        seen.feature_versions,
      )
      expect((await answer(folder, 'history')).snapshots).toMatchObject([
        {project: 'shop', feature_count: keys.length, is_current: true},
        {project: 'shop', feature_count: keys.length, is_current: false},
      ])
      expect((await answer(folder, 'versions', 'video/crop-boxes')).versions).toMatchObject([
        {feature_version: seen.feature_versions['video/crop-boxes'], live_rows: 3, known: true},
        {rows: 3, live_rows: 3, is_current: false, known: true},
      ])
    })

    test('shows the rows that this release reads', async () => {
      const folder = await copyOf(source)
      for (const [key, rows] of Object.entries(seen.rows)) {
        const found = await untouched(folder, () => answer(folder, 'metadata', 'read', key))
        expect(found.rows.map(withoutTimes)).toEqual(rows.map(withoutTimes))
      }
    })

    test('has the increments that this release resolves', async () => {
      const folder = await copyOf(source)
      for (const [key, parts] of Object.entries(seen.increments)) {
        const found = await answer(folder, 'metadata', 'increment', key)
        for (const [part, hashes] of Object.entries(parts)) {
          expect(Object.fromEntries(found[part].rows.map(hashOf))).toEqual(hashes)
        }
        const columns = found.new.rows.flatMap((row: Json) => Object.keys(row))
        expect(columns).not.toContain('metaxy_snapshot_version')
      }
      const {features} = await answer(folder, 'metadata', 'status', '--all-features')
      expect(features['video/crop-boxes']).toMatchObject({status: 'needs_update', store_rows: 3})
    })

    test('is not written where columns are missing', async () => {
      const folder = await copyOf(source)
      const changes = [
        ['delete', 'raw/clips', '--filter', "clip_id = 'c1'"],
        ['restore', 'raw/clips'],
        ['write', 'raw/clips', '--from', 'rows.json'],
        ['rebase', 'video/crop-boxes', '--from', await olderVersion(folder)],
      ]
      await untouched(folder, async () => {
        for (const change of changes) {
          expect(await refused(folder, 'metadata', ...change)).toMatchObject({
            error: 'SCHEMA_ERROR',
            message: `The table of ${change[1]} was made by an older Metaxy: it lacks ${lacking}.`,
          })
        }
        expect(await refused(folder, 'push')).toMatchObject({error: 'STORE_FORMAT'})
      })
    })

    test('loses rows to a hard delete, which needs no column', async () => {
      const folder = await copyOf(source)
      const where = ['--filter', "clip_id = 'c1'"]
      const {features} = await answer(folder, 'metadata', 'delete', 'raw/clips', '--hard', ...where)
      const left = (seen.rows['raw/clips'] ?? []).filter(row => row.clip_id !== 'c1')

      expect(features).toMatchObject([{rows: 1, visible_after: left.length}])
      const {rows} = await answer(folder, 'metadata', 'read', 'raw/clips')
      expect(rows.map(withoutTimes)).toEqual(left.map(withoutTimes))
    })
  })
}

describe('a table of an older release that has the columns by now', () => {
  test.each(['0.0.1.dev1', '0.0.1.dev30'])(
    'is written, its first rows without a time of update: %s',
    async release => {
      const folder = await copyOf(folderOf(`${release}-duckdb`))
      const add = (column: string) => `ALTER TABLE raw__clips ADD COLUMN IF NOT EXISTS ${column}`
      await inDatabase(
        join(folder, 'old.duckdb'),
        add('metaxy_updated_at TIMESTAMPTZ'),
        add('metaxy_deleted_at TIMESTAMPTZ'),
        add('metaxy_project_version VARCHAR'),
      )
      const before = await answer(folder, 'metadata', 'read', 'raw/clips')

      await answer(folder, 'metadata', 'write', 'raw/clips', '--from', 'rows.json')
      await answer(folder, 'metadata', 'delete', 'raw/clips', '--filter', "clip_id = 'c1'")
      const ids = async () =>
        (await answer(folder, 'metadata', 'read', 'raw/clips')).rows.map((row: Json) => row.clip_id)
      const old = before.rows.map((row: Json) => row.clip_id)
      expect(await ids()).toEqual([...old.filter((id: string) => id !== 'c1'), 'c9'])

      await answer(folder, 'undo')
      expect(await ids()).toEqual([...old, 'c9'])
    },
  )
})

// biome-ignore lint/suspicious/noExplicitAny: a document of the contract, read by its keys.
type Json = any

/** What the release itself said of its store. */
interface Seen {
  readonly feature_versions: Readonly<Record<string, string>>
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  /** By feature and class: the provenance of each sample. */
  readonly increments: Readonly<Record<string, Readonly<Record<string, Record<string, string>>>>>
}

function folderOf(name: string): string {
  return fileURLToPath(new URL(`stores/${name}`, import.meta.url))
}

async function copyOf(source: string): Promise<string> {
  const folder = await copyOfProject(source)
  const packed = join(folder, 'old.duckdb.gz')
  if (existsSync(packed)) {
    await writeFile(join(folder, 'old.duckdb'), gunzipSync(await readFile(packed)))
    await rm(packed)
  }
  const by_field = {frames: 'f', audio: 'a'}
  const row = {clip_id: 'c9', path: 'p', size: 9, metaxy_provenance_by_field: by_field}
  await writeFile(join(folder, 'rows.json'), JSON.stringify([row]))
  return folder
}

async function olderVersion(folder: string): Promise<string> {
  const {versions} = await answer(folder, 'versions', 'video/crop-boxes')
  return versions[1].feature_version
}

async function answer(folder: string, ...args: readonly string[]): Promise<Json> {
  const {exit, json} = await ended(folder, args)
  expect(exit, JSON.stringify(json)).toBe(0)
  return json
}

async function refused(folder: string, ...args: readonly string[]): Promise<Json> {
  const {exit, json} = await ended(folder, args)
  expect(exit).toBe(1)
  return json
}

async function ended(folder: string, args: readonly string[]): Promise<{exit: number; json: Json}> {
  const env = {XDG_STATE_HOME: join(folder, 'state')}
  const {exit, stdout} = await runMxx([...args, '--format', 'json'], {cwd: folder, env})
  return {exit, json: JSON.parse(stdout)}
}

function hashOf(row: Json): readonly [string, string] {
  return [row.clip_id, row.metaxy_provenance]
}

function withoutTimes(row: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.endsWith('_at')))
}
