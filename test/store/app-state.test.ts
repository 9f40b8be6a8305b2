import {describe, expect, test} from 'vitest'
import type {Project} from '../../src/engine/index.ts'
import {createAppState} from '../../src/store/app-state.ts'
import {shown} from '../../src/store/loading/loadable.ts'
import {topPopup} from '../../src/store/navigation/popup-actions.ts'
import {
  currentRows,
  currentRowsView,
  currentView,
  rowUnderCursor,
} from '../../src/store/selectors.ts'
import {pretendIndex, pretendProject, pretendRows} from '../helpers/pretend-project.ts'

const LINE = {'a/source': 20, 'a/middle': 1000, 'a/leaf': 10}

describe('what a screen needs is asked for by itself', () => {
  test('the graph comes first, then every count, two at a time', async () => {
    let running = 0
    let most = 0
    const base = pretendProject(LINE)
    const app = open({
      ...base,
      status: async request => {
        running += 1
        most = Math.max(most, running)
        await new Promise(resolve => setTimeout(resolve, 0))
        running -= 1
        return base.status(request)
      },
    })
    await app.whenIdle()
    expect(shown(app.get().loading.graph)?.order).toEqual(Object.keys(LINE))
    expect([...app.get().loading.statuses.values()].map(status => status.status)).toEqual([
      'ready',
      'ready',
      'ready',
    ])
    expect(most).toBe(2)
    expect(currentView(app.get()).feature).toBe('a/source')
  })

  test('rows are read in pages around the window, and only those', async () => {
    const pages: number[] = []
    const app = open(countingPages(pages))
    await app.whenIdle()
    app.actions.showFeature('a/middle', 'rows')
    await app.whenIdle()
    expect(pages).toEqual([0, 128])
    expect(rowUnderCursor(app.get())?.id).toEqual(['s0000'])
    app.actions.moveList({to: 'last'})
    await app.whenIdle()
    expect(pages.slice(2).toSorted((a, b) => a - b)).toEqual([640, 768, 896])
    expect(rowUnderCursor(app.get())?.id).toEqual(['s0998'])
  })

  test('a broken store is said, and asked again on refresh', async () => {
    let broken = true
    const base = pretendProject(LINE)
    const app = open({
      ...base,
      graph: async options => {
        if (broken) throw new Error('dev.duckdb is locked')
        return base.graph(options)
      },
    })
    await app.whenIdle()
    expect(app.get().loading.graph).toMatchObject({status: 'failed'})
    broken = false
    await app.actions.refresh()
    expect(app.get().loading.graph.status).toBe('ready')

    broken = true
    await app.actions.refresh()
    // What was known of it stays to be looked at.
    expect(app.get().loading.graph.status).toBe('ready')
    expect(app.get().log.shown).toMatchObject({tone: 'error', text: 'dev.duckdb is locked'})
  })
})

describe('late answers', () => {
  test('an index of a filter that was given up is dropped', async () => {
    const waiting: (() => void)[] = []
    const base = pretendProject(LINE)
    const app = open({
      ...base,
      openRows: async request => {
        if (request.softDeleted !== 'only') {
          await new Promise<void>(resolve => waiting.push(resolve))
        }
        return base.openRows(request)
      },
    })
    app.actions.showFeature('a/middle', 'rows')
    await expect.poll(() => waiting.length).toBe(1)
    app.actions.cycleSoftDeleted()
    await expect.poll(() => waiting.length).toBe(2)
    app.actions.cycleSoftDeleted()
    await expect.poll(() => shown(currentRows(app.get())?.index)?.totalRows).toBe(100)
    for (const answer of waiting) answer()
    await app.whenIdle()
    expect(shown(currentRows(app.get())?.index)?.totalRows).toBe(100)
  })

  test('a cancelled question says so and does not come back by itself', async () => {
    const base = pretendProject(LINE)
    const app = open({
      ...base,
      openRows: (_, options) =>
        new Promise((_, reject) => {
          options?.signal?.addEventListener('abort', () => reject(new Error('cancelled')))
        }),
    })
    app.actions.showFeature('a/middle', 'rows')
    await expect.poll(() => app.get().tasks.some(task => task.screen === 'rows')).toBe(true)
    expect(app.actions.cancel(task => task.screen === 'rows')).toBe(true)
    await app.whenIdle()
    expect(currentRows(app.get())?.index).toMatchObject({status: 'failed'})
  })
})

describe('a table that changes on disk', () => {
  test('is read again with the cursor on the same sample, and that is said', async () => {
    let rows = pretendRows(1000)
    let version = 0
    const base = pretendProject(LINE)
    const app = open({
      ...base,
      openRows: async request => {
        const seen = version
        return pretendIndex(request, rows, () => version !== seen)
      },
    })
    app.actions.showFeature('a/middle', 'rows')
    await app.whenIdle()
    app.actions.moveList({to: 300})
    await app.whenIdle()
    const before = rowUnderCursor(app.get())?.id
    rows = [['r0000', 0, {audio: ''}, '', '', null], ...rows]
    version = 1
    // Another window: its pages are the first to notice.
    app.actions.setRoom({listHeight: 400, detailEnd: 0})
    await app.whenIdle()
    expect(rowUnderCursor(app.get())?.id).toEqual(before)
    expect(currentRowsView(app.get())?.cursor.index).toBe(301)
    expect(app.get().log.shown?.text).toContain('changed on disk')
    expect(shown(currentRows(app.get())?.index)?.totalRows).toBe(901)
  })
})

describe('filter', () => {
  test('a filter with an error comes back for correction and says where', async () => {
    const app = open(pretendProject(LINE))
    app.actions.showFeature('a/middle', 'rows')
    await app.whenIdle()
    app.actions.applyFilter('words > 3')
    await app.whenIdle()
    expect(topPopup(app.get())).toMatchObject({
      kind: 'filter',
      field: {text: 'words > 3'},
      problem: {message: 'Unknown column in "words > 3".', position: 0},
    })
    app.actions.closePopup()
    app.actions.applyFilter('n_words > 989')
    await app.whenIdle()
    expect(shown(currentRows(app.get())?.index)?.totalRows).toBe(9)
  })

  test('marks outlive sorting and filtering', async () => {
    const app = open(pretendProject(LINE))
    app.actions.showFeature('a/middle', 'rows')
    await app.whenIdle()
    app.actions.toggleMark()
    app.actions.moveList({to: 'first'})
    app.actions.moveColumn(1)
    app.actions.cycleSort({add: false})
    app.actions.cycleSort({add: false})
    await app.whenIdle()
    expect(currentRowsView(app.get())?.sort).toEqual([{column: 'n_words', descending: true}])
    expect(rowUnderCursor(app.get())?.id).toEqual(['s0000'])
    expect(currentRowsView(app.get())?.cursor.index).toBe(899)
    expect([...(currentRowsView(app.get())?.marks.keys() ?? [])]).toEqual(['["s0000"]'])
  })
})

test('going back shows the place as it was left', async () => {
  const app = open(pretendProject(LINE))
  await app.whenIdle()
  app.actions.showFeature('a/middle', 'rows')
  app.actions.showFeature('a/leaf', 'rows')
  app.actions.goBack()
  expect(currentView(app.get())).toMatchObject({feature: 'a/middle', screen: 'rows'})
  app.actions.goForward()
  expect(currentView(app.get())).toMatchObject({feature: 'a/leaf'})
  app.actions.swapViews()
  expect(currentView(app.get())).toMatchObject({feature: 'a/middle'})
  app.actions.goBack()
  expect(currentView(app.get())).toMatchObject({screen: 'graph'})
})

test('an increment has its counts before its rows, and one that is left behind is closed', async () => {
  const closed: string[] = []
  const base = pretendProject(LINE)
  const app = open({
    ...base,
    resolveUpdate: async request => ({
      ...(await base.resolveUpdate(request)),
      close: async () => {
        closed.push(request.feature)
      },
    }),
  })
  await app.whenIdle()
  for (const feature of ['a/middle', 'a/leaf', 'a/source']) {
    app.actions.showFeature(feature, 'increment')
    await app.whenIdle()
  }
  expect(closed).toEqual(['a/middle'])
  expect(app.get().loading.increments.get('a/leaf')).toMatchObject({
    counts: {status: 'ready'},
    increment: {status: 'ready'},
    staleByFields: {status: 'ready'},
  })
})

function open(project: Project) {
  return createAppState({project, now: () => 0n, commandOf: () => 'mxx', restMs: 0})
}

function countingPages(pages: number[]): Project {
  const base = pretendProject(LINE)
  return {
    ...base,
    openRows: async request => {
      const index = await base.openRows(request)
      return {
        ...index,
        page: (offset, count, options) => {
          pages.push(offset)
          return index.page(offset, count, options)
        },
      }
    },
  }
}
