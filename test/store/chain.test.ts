import {describe, expect, test} from 'vitest'
import {
  type ChainStore,
  type FeatureVersionRecord,
  MetaxyError,
  type Project,
  type StoreContents,
} from '../../src/engine/index.ts'
import {answerFor} from '../../src/store/answers.ts'
import {createAppState} from '../../src/store/app-state.ts'
import {copyReason, featureUnderCursor, rebaseReason} from '../../src/store/changes/stage-chain.ts'
import {
  comparedGraphs,
  isComparedWithItself,
  versionLines,
  versionUnderCursor,
} from '../../src/store/versions.ts'
import {pretendProject} from '../helpers/pretend-project.ts'

const LINE = {'a/source': 20, 'a/middle': 10, 'a/leaf': 5}

describe('who answers', () => {
  test('the first store with a table, also an empty one, and what it hides is told', async () => {
    const app = await onStores({
      dev: {'a/source': 3, 'a/middle': 0},
      prod: {'a/source': 7, 'a/middle': 9, 'a/leaf': 4},
    })
    expect(answerFor(app.get(), 'a/source')).toMatchObject({
      metadataStore: 'dev',
      rows: 3,
      hidden: [{metadataStore: 'prod', rows: 7}],
    })
    expect(answerFor(app.get(), 'a/middle')).toMatchObject({
      metadataStore: 'dev',
      rows: 0,
      hidden: [{metadataStore: 'prod', rows: 9}],
    })
    expect(answerFor(app.get(), 'a/leaf')).toMatchObject({metadataStore: 'prod', hidden: []})
  })

  test('a store that cannot be opened makes unknown what is behind it, nothing in front', async () => {
    const app = await onStores({
      dev: {'a/source': 3},
      prod: 'access denied',
      archive: {'a/middle': 1},
    })
    expect(answerFor(app.get(), 'a/source')).toMatchObject({kind: 'answers', metadataStore: 'dev'})
    expect(answerFor(app.get(), 'a/middle')).toEqual({kind: 'unknown', metadataStore: 'prod'})
  })

  test('one store that is slow holds up no other, and Esc stops it', async () => {
    const app = open({
      storeChain: [link('dev'), link('prod')],
      storeContents: async (name, _, options) =>
        name === 'dev' ? contents('dev', {'a/source': 3}) : neverUntil(options?.signal),
    })
    await app.whenIdle()
    app.actions.showScreen('stores')
    await expect.poll(() => answerFor(app.get(), 'a/source').kind).toBe('answers')
    expect(answerFor(app.get(), 'a/leaf').kind).toBe('loading')
    expect(app.actions.cancel(task => task.screen === 'stores')).toBe(true)
    await app.whenIdle()
    expect(answerFor(app.get(), 'a/leaf')).toEqual({kind: 'unknown', metadataStore: 'prod'})
  })
})

test('Stores opens on the feature that one comes from, and is found again as it was left', async () => {
  const app = await onStores({dev: {'a/source': 3}, prod: {}})
  app.actions.showFeature('a/leaf', 'rows')
  app.actions.showScreen('stores')
  expect(featureUnderCursor(app.get())).toBe('a/leaf')
  app.actions.moveList({by: 'line', times: -1})
  app.actions.showScreen('changes')
  app.actions.showScreen('stores')
  expect(featureUnderCursor(app.get())).toBe('a/middle')
})

describe('a copy', () => {
  test('is staged from the first fallback that has rows, or from the one under the cursor', async () => {
    const app = await onStores({
      dev: {},
      prod: {'a/source': 3},
      archive: {'a/source': 4, 'a/middle': 2},
    })
    app.actions.stageCopy()
    expect(app.get().changes.staged.at(-1)?.change).toMatchObject({
      kind: 'copy',
      feature: 'a/source',
      from: 'prod',
    })
    app.actions.showScreen('stores')
    app.actions.moveStore(1)
    app.actions.moveStore(1)
    app.actions.stageCopy()
    expect(app.get().changes.staged.at(-1)?.change).toMatchObject({from: 'archive'})
  })

  test('says why there is none', async () => {
    const alone = await onStores({dev: {}})
    expect(copyReason(alone.get())).toBe('this metadata store has no fallback')
    const empty = await onStores({dev: {}, prod: {}})
    expect(copyReason(empty.get())).toContain('no fallback store has rows of it')
  })
})

describe('versions that are compared', () => {
  test('are pushes of the same project, and a version is never compared with itself', async () => {
    const asked: unknown[][] = []
    const app = await onVersions('a/middle', async (...names) => {
      asked.push(names.slice(0, 2))
      return {from: '', to: '', added: [], removed: [], changed: [], unchanged: [], warnings: []}
    })
    expect(isComparedWithItself(app.get())).toBe(true)
    expect(asked).toEqual([])
    app.actions.moveList({by: 'line', times: 1})
    await app.whenIdle()
    expect(isComparedWithItself(app.get())).toBe(false)
    expect(comparedGraphs(app.get())?.project).toBe('pretend')
    expect(asked).toEqual([['project bbbb0000', 'current']])
    app.actions.toggleCompared()
    expect(isComparedWithItself(app.get())).toBe(true)
  })
})

describe('a rebase', () => {
  test('goes from the version under the cursor to the current one, or to the chosen one', async () => {
    const app = await onVersions()
    expect(versionLines(app.get()).map(({featureVersion}) => featureVersion)).toEqual([
      '11112222',
      'bbbb0000',
      'cccc0000',
    ])
    expect(rebaseReason(app.get())).toContain('this is the current version')
    app.actions.moveList({by: 'line', times: 1})
    app.actions.stageRebase()
    expect(app.get().changes.staged.at(-1)?.change).toMatchObject({from: 'bbbb0000', to: null})

    app.actions.showScreen('versions')
    app.actions.toggleCompared()
    expect(rebaseReason(app.get())).toContain('itself')
    app.actions.moveList({to: 'first'})
    app.actions.stageRebase()
    expect(app.get().changes.staged.at(-1)?.change).toMatchObject({
      from: '11112222',
      to: 'bbbb0000',
    })
  })

  test('never goes to a version of which nothing is known but its rows', async () => {
    const app = await onVersions()
    app.actions.moveList({to: 'last'})
    expect(rebaseReason(app.get())).toBeUndefined()
    app.actions.toggleCompared()
    app.actions.moveList({to: 'first'})
    expect(rebaseReason(app.get())).toContain('found only in data')
  })

  test('swapping puts the other version under the cursor', async () => {
    const app = await onVersions()
    app.actions.moveList({by: 'line', times: 1})
    app.actions.swapCompared()
    expect(versionUnderCursor(app.get())?.featureVersion).toBe('11112222')
    app.actions.swapCompared()
    expect(versionUnderCursor(app.get())?.featureVersion).toBe('bbbb0000')
  })

  test('of a root feature says why not', async () => {
    const app = await onVersions('a/source')
    expect(rebaseReason(app.get())).toContain('root feature')
  })
})

async function onVersions(feature = 'a/middle', graphDiff?: Project['graphDiff']) {
  const record = (featureVersion: string, known: boolean): FeatureVersionRecord => ({
    featureVersion,
    projectVersions: known ? [`project ${featureVersion}`] : [],
    firstRecordedAtMicros: known ? 1n : null,
    lastRecordedAtMicros: known ? 2n : null,
    rows: 4,
    liveRows: 3,
    newestRows: 3,
    deletedRows: 1,
    isCurrent: featureVersion === '11112222',
    known,
  })
  const app = open({
    ...(graphDiff === undefined ? {} : {graphDiff}),
    versions: async () => [
      record('11112222', true),
      record('bbbb0000', true),
      record('cccc0000', false),
    ],
  })
  await app.whenIdle()
  app.actions.showFeature(feature, 'versions')
  await app.whenIdle()
  return app
}

/** Rows by store and feature; a text is the reason why a store cannot be opened. */
async function onStores(
  stores: Readonly<Record<string, Readonly<Record<string, number>> | string>>,
) {
  const app = open({
    storeChain: Object.keys(stores).map(link),
    storeContents: async name => {
      const has = stores[name] ?? {}
      return typeof has === 'string'
        ? {metadataStore: name, error: has, tables: new Map()}
        : contents(name, has)
    },
  })
  await app.whenIdle()
  app.actions.showScreen('stores')
  await app.whenIdle()
  return app
}

function contents(name: string, rows: Readonly<Record<string, number>>): StoreContents {
  const tables = Object.entries(rows).map(
    ([feature, count]) => [feature, {kind: 'rows', rows: count}] as const,
  )
  return {metadataStore: name, error: null, tables: new Map(tables)}
}

function link(name: string): ChainStore {
  return {
    name,
    type: 'metaxy.ext.duckdb.DuckDBMetadataStore',
    info: `DuckDBMetadataStore(${name})`,
    hashAlgorithm: 'xxhash32',
    versioningEngine: 'auto',
    fallbacks: [],
  }
}

function open(overrides: Partial<Project>) {
  const project = pretendProject(LINE, overrides)
  return createAppState({project, now: () => 1n, commandOf: ({kind}) => kind, restMs: 0})
}

function neverUntil(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () =>
      reject(new MetaxyError({code: 'GENERIC_ERROR', message: 'stopped'})),
    )
  })
}
