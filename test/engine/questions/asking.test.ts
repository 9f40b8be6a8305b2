import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {givenInputs} from '../../../src/engine/change/given-inputs.ts'
import {journalOf} from '../../../src/engine/change/journal.ts'
import {previewChanges} from '../../../src/engine/change/preview.ts'
import type {Change, Project} from '../../../src/engine/index.ts'
import {featureStatus} from '../../../src/engine/questions/feature-status.ts'
import {resolveUpdate} from '../../../src/engine/questions/resolve-update.ts'
import {holdFromElsewhere} from '../../helpers/file-holder.ts'
import {contextIn, scratchTables} from '../../helpers/made-context.ts'
import {DATABASE, type MadeProject, madeProject, openMade} from '../../helpers/made-project.ts'
import {tableWith} from '../../helpers/made-table.ts'
import {writeFromElsewhere} from '../../helpers/other-writer.ts'

const deleteAll: Change = {
  kind: 'soft-delete',
  feature: 'clip',
  where: {kind: 'filter', filters: []},
  withFeatureHistory: false,
}

describe('several ask at once', () => {
  test('one cancels while the graph is loaded; the other gets it', async () => {
    const project = await openMade(CLIPS, {lockTimeoutMs: 600_000})
    const holder = await holdFromElsewhere(fileOf(project))
    const giving = new AbortController()
    const cancelled = project.graph({signal: giving.signal})
    const status = project.status({feature: 'clip'}, {signal: giving.signal})
    const other = project.status({feature: 'card'})
    giving.abort()

    await expect(cancelled).rejects.toMatchObject({name: 'CancelledError'})
    await expect(status).rejects.toMatchObject({name: 'CancelledError'})
    await holder.release()
    expect(await other).toMatchObject({feature: 'card', status: 'needs_update'})
  })

  test('all cancel; who asks next gets the graph', async () => {
    const project = await openMade(CLIPS, {lockTimeoutMs: 600_000})
    const holder = await holdFromElsewhere(fileOf(project))
    const giving = new AbortController()
    const asked = [1, 2].map(() => project.graph({signal: giving.signal}))
    giving.abort()
    const next = project.graph()
    for (const one of asked) await expect(one).rejects.toMatchObject({name: 'CancelledError'})

    await holder.release()
    expect((await next).order).toEqual(['clip', 'card'])
  })

  test('a failed loading is not kept', async () => {
    const project = await openMade(CLIPS, {lockTimeoutMs: 100})
    const holder = await holdFromElsewhere(fileOf(project))
    await expect(project.graph()).rejects.toMatchObject({code: 'STORE_LOCKED'})
    await holder.release()

    expect((await project.graph()).order).toEqual(['clip', 'card'])
  })

  test('every question has its own answer', async () => {
    const project = await openMade(CLIPS)
    const asked = Array.from({length: 12}, (_, index) =>
      index % 3 === 0
        ? project.read({feature: 'clip', columns: ['id']})
        : index % 3 === 1
          ? project.status({feature: 'card'})
          : project.countIncrement({feature: 'card'}),
    )
    const answers = await Promise.all(asked)
    for (const [index, answer] of answers.entries()) expect(answer).toEqual(answers[index % 3])
  })
})

describe('nothing is left in memory', () => {
  test('after previews, counts, increments and failures', async () => {
    const folder = await madeProject(CLIPS)
    const context = await contextIn(folder)
    await writeFile(join(folder, 'samples.jsonl'), SAMPLES)
    await writeFile(join(folder, 'bare.jsonl'), '{"id": "a"}')
    const staging = {
      context,
      journal: journalOf(null, ''),
      nowMicros: 1n,
      materializationId: null,
      inputs: givenInputs(context.duckdb),
    }
    const samplesFile = join(folder, 'samples.jsonl')

    await previewChanges(staging, [deleteAll, deleteAll], {})
    await featureStatus(context, {feature: 'card'}, {})
    const increment = await resolveUpdate(context, {feature: 'card'}, {})
    const ofSamples = await resolveUpdate(context, {feature: 'clip', samplesFile}, {keep: 'rows'})
    expect(await ofSamples.rows('new', 0, 10)).toHaveLength(1)
    await Promise.all([increment.close(), ofSamples.close(), increment.close()])
    const failures = await Promise.allSettled([
      resolveUpdate(context, {feature: 'clip', samplesFile: join(folder, 'bare.jsonl')}, {}),
      resolveUpdate(context, {feature: 'card', filters: ['nothing = 1']}, {}),
      previewChanges(staging, [deleteAll, {...deleteAll, feature: 'gone'}], {}),
    ])
    for (const one of failures) expect(one).toMatchObject({reason: {name: 'MetaxyError'}})

    expect(await scratchTables(context)).toEqual([])
  })

  test('after questions that were cancelled at any moment', async () => {
    const context = await contextIn(await madeProject(CLIPS))
    const staging = {
      context,
      journal: journalOf(null, ''),
      nowMicros: 1n,
      materializationId: null,
      inputs: givenInputs(context.duckdb),
    }
    for (let turns = 0; turns < 12; turns += 1) {
      const giving = new AbortController()
      const {signal} = giving
      const asked = Promise.allSettled([
        previewChanges(staging, [deleteAll, deleteAll], {signal}),
        resolveUpdate(context, {feature: 'card'}, {signal}).then(increment => increment.close()),
      ])
      for (let turn = 0; turn < turns; turn += 1)
        await new Promise(resolve => setImmediate(resolve))
      giving.abort()
      await asked
    }

    expect(await scratchTables(context)).toEqual([])
    expect(await featureStatus(context, {feature: 'card'}, {})).toMatchObject({storeRows: 2})
  })
})

test('another process gets to write while pages, counts and increments are asked without end', async () => {
  const project = await openMade(CLIPS, {lockTimeoutMs: 10_000})
  let asking = true
  const loop = async (ask: () => Promise<unknown>) => {
    while (asking) await ask()
  }
  const index = await project.openRows({feature: 'clip'})
  const loops = [
    loop(() => index.page(0, 10)),
    loop(() => project.status({feature: 'card'})),
    loop(async () => (await project.resolveUpdate({feature: 'card'})).close()),
  ]
  await writeFromElsewhere(
    fileOf(project),
    "INSERT INTO clip BY NAME SELECT * REPLACE ('z' AS id) FROM clip LIMIT 1",
  )
  asking = false
  await Promise.all(loops)

  expect(await index.page(0, 10)).toEqual({kind: 'moved'})
  expect((await project.read({feature: 'clip', columns: ['id']})).rows).toContainEqual(['z'])
})

test('a closed project answers that it was cancelled, also to what was under way', async () => {
  const project = await openMade(CLIPS, {lockTimeoutMs: 600_000})
  const increment = await project.resolveUpdate({feature: 'card'})
  const holder = await holdFromElsewhere(fileOf(project))
  const asked = Promise.allSettled([
    project.read({feature: 'clip'}),
    project.status({feature: 'card'}),
  ])
  await project.close()

  for (const answer of await asked) {
    expect(answer).toMatchObject({status: 'rejected', reason: {name: 'CancelledError'}})
  }
  await expect(project.read({feature: 'clip'})).rejects.toMatchObject({name: 'CancelledError'})
  await increment.close()
  await holder.release()
})

const CLIPS: MadeProject = {
  features: [{key: 'clip'}, {key: 'card', deps: [{feature: 'clip'}]}],
  tables: versionOf => [
    ...tableWith({
      table: 'clip',
      version: versionOf('clip'),
      rows: [{id: 'a'}, {id: 'b'}, {id: 'c'}],
    }),
    ...tableWith({
      table: 'card',
      version: versionOf('card'),
      rows: [
        {id: 'a', $hash: 'abcdef01'},
        {id: 'x', $hash: 'abcdef02'},
      ],
    }),
  ],
}

const SAMPLES = '{"id": "n", "metaxy_provenance_by_field": {"default": "1"}}'

function fileOf(project: Project): string {
  return join(project.directory, DATABASE)
}
