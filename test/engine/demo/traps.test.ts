import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {type ChangeScope, redactedToml} from '../../../src/engine/index.ts'
import {type OpenDemo, openDemo} from '../../helpers/demo-project.ts'

let demo: OpenDemo

beforeAll(async () => {
  demo = await openDemo()
})

afterAll(() => demo.remove())

describe('the fallback store', () => {
  test('answers for palettes, of which dev has no table; their increment compares with dev alone', async () => {
    const status = await demo.project.status({feature: 'shot/palette'})
    expect(status).toMatchObject({resolvedFrom: 'studio', storeRows: 120, counts: {new: 160}})
  })

  test('does not answer for faces: an empty table in dev stands before it', async () => {
    const {resolvedFrom, totalRows} = await demo.project.read({feature: 'shot/faces'})
    expect({resolvedFrom, totalRows}).toEqual({resolvedFrom: 'dev', totalRows: 0})
    const {tables} = await demo.project.storeContents('studio', ['shot/faces'])
    expect(tables.get('shot/faces')).toEqual({kind: 'rows', rows: 367})
  })

  test('would be hidden by a soft delete of one palette', async () => {
    const {warnings, visible} = await demo.previewOf({
      kind: 'soft-delete',
      feature: 'shot/palette',
      where: those('brightness > 0.99'),
      withFeatureHistory: false,
    })
    expect(warnings.map(({code}) => code)).toContain('hides_fallback')
    expect(visible).toEqual({before: 120, after: 0})
  })

  test('has older sources, deleted ones and some of its own: a copy would bring all of them', async () => {
    const copy = {
      kind: 'copy',
      feature: 'clip/source',
      where: everything(),
      from: 'studio',
      withFeatureHistory: true,
      withSampleHistory: false,
      fromSnapshot: null,
    } as const
    const whole = await demo.previewOf({...copy, onlyMissing: false})
    expect(whole.details).toMatchObject({kind: 'copy', conflicts: {count: 19}})
    expect(whole.visible).toEqual({before: 224, after: 240})
    const missing = await demo.previewOf({...copy, onlyMissing: true})
    expect(missing).toMatchObject({rows: 4, visible: {before: 224, after: 228}})
  })
})

describe('shots of a clip', () => {
  test('come back as work only when all of them are deleted', async () => {
    const deleted = await demo.project.read({feature: 'clip/shot', softDeleted: 'only'})
    const clips = column(deleted, 'clip_id')
    const counts = [...new Set(clips)].map(clip => clips.filter(one => one === clip).length)
    expect(counts.toSorted()).toEqual([1, 1, 2, 3])
    const {nextIncrement} = await demo.previewOf({
      kind: 'restore',
      feature: 'clip/shot',
      where: everything(),
    })
    expect(nextIncrement).toMatchObject({new: {before: 12, after: 11}})
  })

  test('are of two minds after a part was cut again: the first that is stored decides', async () => {
    const increment = await demo.project.countIncrement({feature: 'clip/shot'})
    expect(increment.stale).toBe(1)
  })

  test('are hidden by a tombstone of the future, written again or not', async () => {
    const ahead = ["metaxy_deleted_at > '2030-01-01T00:00:00+00:00'"]
    const deleted = {feature: 'clip/shot', softDeleted: 'only', filters: ahead} as const
    expect(await demo.countRows(deleted)).toBe(1)
    const [shot] = column(await demo.project.read(deleted), 'shot_id')
    const written = {feature: 'clip/shot', filters: [`shot_id = '${shot}'`]}
    expect(await demo.countRows(written)).toBe(0)
    expect(await demo.countRows({...written, withSampleHistory: true})).toBe(2)
  })

  test('that were deleted with their history are alive in a read of the older version', async () => {
    const {projectVersions} = await demo.project.graph()
    const [current, older] = await demo.project.versions('clip/shot')
    expect(projectVersions.get('dailies')).toBe(current?.projectVersions.at(-1))
    const deleted = await demo.project.read({feature: 'clip/shot', softDeleted: 'only'})
    const [unread] = column(deleted, 'shot_id').filter(id => id.startsWith('B005'))
    const filters = [`shot_id = '${unread}'`]
    const old = {feature: 'clip/shot', featureVersion: String(older?.featureVersion), filters}
    expect(await demo.countRows(old)).toBe(1)
    expect(await demo.countRows({feature: 'clip/shot', withFeatureHistory: true, filters})).toBe(0)
  })
})

describe('a rebase', () => {
  test('of shots drops what was not read again, keeps versions of people and launders', async () => {
    const {rows, details} = await rebaseOf('clip/shot')
    expect(rows).toBe(23)
    expect(details).toMatchObject({
      kind: 'rebase',
      candidates: {count: 34},
      joined: {count: 23},
      dropped: [{reason: 'no_upstream', count: 11}],
      userVersioned: {count: 2},
      laundered: {count: 2},
    })
  })

  test('of voice prints writes each group once and launders one', async () => {
    const {rows, details} = await rebaseOf('voice/print')
    expect(rows).toBe(2)
    expect(details).toMatchObject({candidates: {count: 2}, laundered: {count: 1}})
  })

  async function rebaseOf(feature: string) {
    const older = (await demo.project.versions(feature)).find(({isCurrent}) => !isCurrent)
    const from = String(older?.featureVersion)
    return demo.previewOf({kind: 'rebase', feature, where: everything(), from, to: null})
  }
})

describe('a hard delete', () => {
  test('of what was delivered again brings the older sources back', async () => {
    expect(await resurfacing("metaxy_materialization_id = 'redelivery-1'")).toBe(14)
  })

  test('of tombstones brings the colour charts back', async () => {
    expect(await resurfacing('metaxy_deleted_at IS NOT NULL')).toBe(12)
  })

  async function resurfacing(filter: string): Promise<number | null> {
    const {details} = await demo.previewOf({
      kind: 'hard-delete',
      feature: 'clip/source',
      where: those(filter),
      withFeatureHistory: false,
    })
    return details.kind === 'hard-delete' ? details.resurfacing.count : null
  }
})

describe('voices and outfits', () => {
  test('one actor was printed twice at the same moment, one group is not there any more', async () => {
    const history = await demo.project.read({feature: 'voice/print', withSampleHistory: true})
    const times = column(history, 'metaxy_updated_at')
    const actors = column(history, 'actor').map((actor, at) => `${actor} ${times[at]}`)
    expect(actors.filter((one, at) => actors.indexOf(one) !== at)).toHaveLength(1)
    expect(await demo.project.countIncrement({feature: 'voice/print'})).toMatchObject({orphaned: 1})
  })

  test('the rows of wardrobe carry the project version of dailies, which wrote them', async () => {
    const {project} = demo
    const stamped = column(
      await project.read({feature: 'wardrobe/outfit'}),
      'metaxy_project_version',
    )
    const pushes = await project.history()
    const owners = pushes.filter(push => stamped.includes(push.projectVersion))
    expect(new Set(owners.map(push => push.project))).toEqual(new Set(['dailies']))
  })
})

test('the secret of its configuration is never printed', () => {
  const {config} = demo.project
  expect(config.stores.get('studio')?.config).toMatchObject({
    storage_options: {secret_access_key: 'kept-out-of-sight'},
  })
  expect(redactedToml(config)).not.toContain('kept-out-of-sight')
})

function those(...filters: string[]): ChangeScope {
  return {kind: 'filter', filters}
}

function everything(): ChangeScope {
  return those()
}

/** The values of one column, as text. */
function column(
  {columns, rows}: Awaited<ReturnType<OpenDemo['project']['read']>>,
  name: string,
): readonly string[] {
  const at = columns.findIndex(one => one.name === name)
  return rows.map(row => String(row[at]))
}
