import {describe, expect, test} from 'vitest'
import {completion, readLine} from '../../src/app/line-commands/read-line.ts'
import type {Operation, Project} from '../../src/engine/index.ts'
import {createAppState} from '../../src/store/app-state.ts'
import {currentRowsView, currentView} from '../../src/store/selectors.ts'
import {pretendProject} from '../helpers/pretend-project.ts'

const FEATURES = {'a/source': 20, 'a/middle': 1000, 'b/leaf-of-all': 10}

describe('what is typed after the colon', () => {
  test.each([
    ['delete a/middle where n_words > 3', {filters: ['n_words > 3'], withFeatureHistory: false}],
    ['delete a/middle', {filters: [], withFeatureHistory: false}],
    ['delete a/middle --history', {filters: [], withFeatureHistory: true}],
    ['delete a/middle where a = 1 --history', {filters: ['a = 1'], withFeatureHistory: true}],
    [
      "delete a/middle where a = ' --history'",
      {filters: ["a = ' --history'"], withFeatureHistory: false},
    ],
  ])('%s', async (line, {filters, withFeatureHistory}) => {
    const app = await enter(line)
    expect(app.get().changes.staged.map(({change}) => change)).toEqual([
      {
        kind: 'soft-delete',
        feature: 'a/middle',
        where: {kind: 'filter', filters},
        withFeatureHistory,
      },
    ])
    expect(currentView(app.get()).screen).toBe('changes')
  })

  test('restore stages, rows and goto go', async () => {
    const restored = await enter('restore a/source where n_words > 1')
    expect(restored.get().changes.staged[0]?.change.kind).toBe('restore')
    const rows = await enter('rows a/source where n_words > 1')
    expect(currentRowsView(rows.get())).toMatchObject({feature: 'a/source', filter: 'n_words > 1'})
    expect(currentView((await enter('goto b/leaf-of-all increment')).get())).toMatchObject({
      feature: 'b/leaf-of-all',
      screen: 'increment',
    })
  })

  test('undo names an operation by its beginning', async () => {
    const app = await enter('undo 8f', {
      operations: async () => [operation('8f2c1a'), operation('9')],
    })
    expect(app.get().changes.staged.map(({change}) => change)).toEqual([
      {kind: 'undo', feature: 'a/middle', operation: '8f2c1a'},
    ])
  })

  test.each([
    ['delte a/middle', 'There is no command delte: delete.', 0],
    ['delete', 'Which feature?', 6],
    ['delete a/midle', 'There is no feature a/midle. Near: a/middle.', 7],
    ['delete a/middle n_words > 3', 'Expected where and a filter.', 16],
    ['delete a/middle --harder', 'There is no --harder here.', 16],
    ['delete a/middle --hard', 'A hard delete needs a filter here', 22],
    ['delete a/middle where n_words >', '', 31],
    ['goto a/middle nowhere', 'There is no nowhere: graph, rows, versions or increment.', 14],
    ['export rows.txt', 'Only rows and increments can be written: 2 and 4 show them.', 7],
    ['rebase a/middle aaaa', 'Expected from and a feature version.', 16],
    ['copy a/middle from attic', 'There is no metadata store attic', 19],
    ['undo 12', 'The journal has no operation 12.', 5],
  ])('%s is refused at its place', async (line, message, position) => {
    const app = await open()
    const result = readLine(line, app.get())
    expect(result).toMatchObject({kind: 'problem', problem: {position}})
    expect(result.kind === 'problem' && result.problem.message).toContain(message)
  })

  test('rebase and copy are staged', async () => {
    const rebase = await enter('rebase a/middle from aaaa to bbbb0000', VERSIONS)
    expect(rebase.get().changes.staged.at(-1)?.change).toMatchObject({
      kind: 'rebase',
      from: 'aaaa0000',
      to: 'bbbb0000',
    })
    const [dev, prod] = ['dev', 'prod'].map(name => ({
      name,
      type: 'DuckDBMetadataStore',
      info: name,
      hashAlgorithm: 'md5',
      versioningEngine: 'auto' as const,
      fallbacks: [],
    }))
    const storeChain = dev === undefined || prod === undefined ? [] : [dev, prod]
    const copy = await enter('copy a/middle from prod --only-missing', {storeChain})
    expect(copy.get().changes.staged.at(-1)?.change).toMatchObject({
      kind: 'copy',
      from: 'prod',
      onlyMissing: true,
    })
  })

  test('a rebase takes the beginning of one version, and names the versions when it is of none', async () => {
    const staged = await enter('rebase a/middle from bbbb00', VERSIONS)
    expect(staged.get().changes.staged[0]?.change).toMatchObject({from: 'bbbb0000', to: null})
    await expect(enter('rebase a/middle  from aa to bb', VERSIONS)).rejects.toThrow(
      '28: bb begins several: bbbb0000, bbbb1111.',
    )
    await expect(enter('rebase a/middle from b to aa', VERSIONS)).rejects.toThrow(
      '21: b begins several: bbbb0000, bbbb1111.',
    )
    await expect(enter('rebase a/middle from cc', VERSIONS)).rejects.toThrow(
      '21: a/middle has no version cc: aaaa0000, bbbb0000, bbbb1111.',
    )
  })

  test.each([
    ['de', 'lete '],
    ['delete a/m', 'iddle '],
    ['delete a/middle ', 'where '],
    ['delete a/middle where n', ''],
    ['rebase a/middle ', 'from '],
    ['quit x', ''],
  ])('%s is completed', async (line, added) => {
    expect(completion(line, (await open()).get())).toBe(added)
  })
})

const VERSIONS: Partial<Project> = {
  versions: async () =>
    ['aaaa0000', 'bbbb0000', 'bbbb1111'].map(featureVersion => ({
      featureVersion,
      projectVersions: [],
      firstRecordedAtMicros: null,
      lastRecordedAtMicros: null,
      rows: 1,
      liveRows: 1,
      newestRows: 1,
      deletedRows: 0,
      isCurrent: false,
      known: false,
    })),
}

const PROBLEM = {message: 'asked twice', position: -1}

async function enter(line: string, overrides: Partial<Project> = {}) {
  const app = await open(overrides)
  const result = readLine(line, app.get())
  const actions = {
    ...app.actions,
    get: app.get,
    movePopup: () => {},
    quit: () => {},
    suspend: () => {},
    redraw: () => {},
    copy: () => {},
    moveInGraph: () => {},
    toggleLayout: () => {},
    goToFeature: () => {},
    goAlong: () => {},
    runCommand: () => {},
    path: (file: string) => file,
    accept: () => {},
    complete: () => {},
    openCommit: () => {},
    commitTyped: async () => {},
    interrupt: () => {},
  }
  const answer = result.kind === 'asks' ? await result.ask(actions) : result
  if (answer.kind !== 'run') {
    const {message, position} = answer.kind === 'problem' ? answer.problem : PROBLEM
    throw new Error(`${position}: ${message}`)
  }
  await answer.run(actions)
  return app
}

async function open(overrides: Partial<Project> = {}) {
  const project = pretendProject(FEATURES, overrides)
  const app = createAppState({project, now: () => 0n, commandOf: () => '', restMs: 0})
  await app.whenIdle()
  return app
}

function operation(id: string): Operation {
  return {
    id,
    atMicros: 1n,
    kind: 'soft-delete',
    metadataStore: 'dev',
    feature: 'a/middle',
    rows: 1,
    undoable: true,
    undoneBy: null,
    command: '',
  }
}
