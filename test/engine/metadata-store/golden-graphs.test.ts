import {existsSync} from 'node:fs'
import {join, normalize} from 'node:path'
import {beforeAll, describe, expect, test} from 'vitest'
import {loadConfig} from '../../../src/engine/config/load-config.ts'
import {readLockFile} from '../../../src/engine/config/lock-file.ts'
import {featuresOfProject} from '../../../src/engine/graph/features-of-project.ts'
import type {ProjectGraph} from '../../../src/engine/graph/project-graph.ts'
import {buildProjectGraph} from '../../../src/engine/metadata-store/build-project-graph.ts'
import {definitionOfRow} from '../../../src/engine/metadata-store/definition-of-row.ts'
import {pushHistory} from '../../../src/engine/metadata-store/push-history.ts'
import {type GoldenCase, goldenCases, projectOf} from '../../golden/cases.ts'
import {differences} from '../../golden/match.ts'
import {allRecordedPushes, type RecordedPushes} from './recorded-pushes.ts'

let recorded: readonly RecordedPushes[]
beforeAll(async () => {
  recorded = await allRecordedPushes()
})

test('every version that the real Metaxy recorded is computed again, of old pushes too', async () => {
  expect(recorded.length).toBeGreaterThan(60)
  for (const {golden, directory, place, rows} of recorded) {
    const config = await loadConfig({directory, env: {}})
    const versions = new Set(rows.map(row => row.projectVersion))
    for (const snapshot of [undefined, ...versions]) {
      const graph = buildProjectGraph({
        config,
        pushed: [{metadataStore: place, rows}],
        lockFile: null,
        ...(snapshot === undefined ? {} : {snapshot}),
        tableNames: [],
      })
      const {broken, warnings} = graph
      const differing = warnings.filter(({code}) => !code.endsWith('_collision'))
      expect({golden, place, snapshot, differing, broken}).toEqual({
        golden,
        place,
        snapshot,
        differing: [],
        broken: [],
      })
    }
  }
})

test('a stored spec is completed to the very text that is stored', () => {
  for (const {rows} of recorded) {
    for (const row of rows) {
      expect(definitionOfRow(row)).toMatchObject({specJson: row.featureSpec})
    }
  }
})

describe('features and versions of a listing', () => {
  const cases = goldenCases().flatMap(golden =>
    golden.steps
      .slice(0, firstWrite(golden.steps))
      .filter(step => step.run.slice(0, 2).join(' ') === 'list features')
      .map(step => [`${golden.name}: ${step.run.slice(2).join(' ')}`, golden, step] as const),
  )

  test.each(cases)('%s', async (_, golden, step) => {
    const graph = await graphOf(golden)
    const config = await loadConfig({directory: projectOf(golden), env: {}})
    const named = step.run.includes('--project') ? (step.run.at(-1) ?? null) : config.project
    const keys = featuresOfProject(graph, step.run.includes('--all-projects') ? null : named)
    const {features} = step.expect as {features: ListedFeature[]}
    const versions = keys.map(key => [
      key,
      graph.graph.definitions.get(key)?.project,
      graph.versions.get(key)?.featureVersion,
      Object.fromEntries(graph.versions.get(key)?.fieldVersions ?? []),
    ])
    expect(new Set(versions)).toEqual(
      new Set(
        features.map(({key, project, version, fields}) => [
          key,
          project,
          version,
          Object.fromEntries(fields.map(field => [field.key, field.version])),
        ]),
      ),
    )
  })
})

describe('the order of graph nodes', () => {
  const cases = goldenCases().flatMap(golden =>
    golden.steps
      .filter(step => step.run.join(' ') === 'graph render')
      .map(step => [golden.name, golden, step] as const),
  )

  test.each(cases)('%s', async (_, golden, step) => {
    const graph = await graphOf(golden)
    const nodes = graph.order.map(key => ({
      key,
      version: graph.versions.get(key)?.featureVersion,
    }))
    const {nodes: expected} = step.expect as {nodes: {key: string; version: string}[]}
    expect(nodes).toEqual(expected.map(({key, version}) => ({key, version})))
  })
})

describe('history', () => {
  const cases = goldenCases().flatMap(golden =>
    golden.steps
      .filter((step, index) => step.run[0] === 'history' && index < firstWrite(golden.steps))
      .map(step => [`${golden.name}: ${step.run.join(' ')}`, golden, step] as const),
  )

  test.each(cases)('%s', async (_, golden, step) => {
    const rows = recorded.find(({golden: name}) => name === golden.name)?.rows ?? []
    const limit = step.run.includes('--limit') ? Number(step.run.at(-1)) : undefined
    const answer = pushHistory(rows)
      .slice(0, limit)
      .map(push => ({
        project: push.project,
        project_version: push.projectVersion,
        recorded_at: '2026-01-05T08:00:00.000000',
        feature_count: push.featureCount,
        tags: push.tags,
        is_current: push.isCurrent,
      }))
    expect(differences(step.expect, {snapshots: answer})).toEqual([])
  })
})

interface ListedFeature {
  readonly key: string
  readonly project: string
  readonly version: string
  readonly fields: readonly {readonly key: string; readonly version: string}[]
}

/** The graph of a case's default metadata store. */
async function graphOf(golden: GoldenCase): Promise<ProjectGraph> {
  const directory = projectOf(golden)
  const config = await loadConfig({directory, env: {}})
  const {database, root_path: root} = config.stores.get(config.store)?.config ?? {}
  const place = normalize(String(database ?? root))
  const lock = join(directory, 'metaxy.lock')
  return buildProjectGraph({
    config,
    pushed: recorded
      .filter(pushes => pushes.golden === golden.name && pushes.place.startsWith(place))
      .map(({rows}) => ({metadataStore: config.store, rows})),
    lockFile: existsSync(lock) ? await readLockFile(lock) : null,
    tableNames: [],
  })
}

/** What later steps are asked about is no longer what was recorded. */
function firstWrite(steps: GoldenCase['steps']): number {
  const index = steps.findIndex(({run}) =>
    /^(push|metadata (write|delete|rebase|copy|drop))/.test(run.join(' ')),
  )
  return index === -1 ? steps.length : index
}
