import {describe, expect, test} from 'vitest'
import type {Operation, Project} from '../../src/engine/index.ts'
import {createAppState} from '../../src/store/app-state.ts'
import {stagingReason} from '../../src/store/changes/stage-selection.ts'
import {beyondUndo} from '../../src/store/changes/undo.ts'
import {pretendProject} from '../helpers/pretend-project.ts'

const LINE = {'a/source': 20, 'a/middle': 1000, 'a/leaf': 10}

describe('staging', () => {
  test('rows staged one after the other are one change, previewed at once', async () => {
    const app = await onRows()
    await app.actions.stageSelection('soft-delete')
    app.actions.moveList({by: 'line', times: 1})
    await app.actions.stageSelection('soft-delete')
    await app.whenIdle()
    expect(app.get().changes).toMatchObject({
      staged: [
        {
          included: true,
          change: {
            kind: 'soft-delete',
            feature: 'a/middle',
            where: {kind: 'samples', ids: [['s0000'], ['s0001']]},
          },
        },
      ],
      pending: {status: 'previewed', preview: {changes: [{rows: 2}]}},
    })
  })

  test('marked rows are staged together, and the marks go', async () => {
    const app = await onRows()
    app.actions.toggleMark()
    app.actions.toggleMark()
    await app.actions.stageSelection('soft-delete')
    expect(staged(app)).toEqual([[['s0000'], ['s0001']]])
    expect(app.get().rowsViews.get('a/middle')?.marks.size).toBe(0)
  })

  test('an open range is staged although the person has gone elsewhere meanwhile', async () => {
    const app = await onRows()
    app.actions.toggleRange()
    app.actions.moveList({to: 2})
    const staging = app.actions.stageSelection('soft-delete')
    app.actions.showScreen('changes')
    await staging
    expect(staged(app)).toEqual([[['s0000'], ['s0001'], ['s0002']]])
  })

  test('marks that a filter hides are asked about', async () => {
    const app = await onRows()
    app.actions.toggleMark()
    app.actions.applyFilter('n_words > 500')
    await app.whenIdle()
    app.actions.toggleMark()
    await app.actions.stageSelection('soft-delete')
    expect(app.get().popups).toMatchObject([{kind: 'hidden-marks', hidden: 1, all: 2}])
    app.actions.stageMarks('soft-delete', 'unhidden')
    expect(staged(app)).toEqual([[['s0501']]])
  })

  test('a reason is given where nothing can be staged', async () => {
    const app = await onRows()
    expect(stagingReason(app.get(), 'restore')).toBe('the row is not deleted')
    await app.actions.stageSelection('soft-delete')
    expect(stagingReason(app.get(), 'soft-delete')).toContain('staged already')
    app.actions.showFeature('a/middle', 'increment')
    await app.whenIdle()
    expect(stagingReason(app.get(), 'soft-delete')).toContain('only orphaned')
    app.actions.moveTab(-1)
    await app.whenIdle()
    expect(stagingReason(app.get(), 'soft-delete')).toContain('staged already')
    app.actions.moveList({to: 1})
    expect(stagingReason(app.get(), 'soft-delete')).toContain('waiting')
  })
})

describe('undo and redo', () => {
  test('go through the edits of the list', async () => {
    const app = await onRows()
    app.actions.stage({kind: 'restore', feature: 'a/leaf', where: {kind: 'filter', filters: []}})
    app.actions.stage({kind: 'restore', feature: 'a/source', where: {kind: 'filter', filters: []}})
    app.actions.toggleIncluded(1)
    expect(features(app)).toEqual(['-a/leaf', 'a/source'])
    app.actions.undo()
    expect(features(app)).toEqual(['a/leaf', 'a/source'])
    app.actions.undo()
    app.actions.undo()
    expect(features(app)).toEqual([])
    expect(app.get().changes.pending.status).toBe('none')
    app.actions.redo()
    app.actions.redo()
    app.actions.redo()
    expect(features(app)).toEqual(['-a/leaf', 'a/source'])
  })

  test('before the first edit stages the inverse of the last commit, all of it', async () => {
    const operations: readonly Operation[] = [
      operation('op1', 1n, {}),
      operation('op2', 2n, {}),
      operation('op3', 2n, {}),
      operation('op4', 3n, {undoneBy: 'op5'}),
      operation('op5', 4n, {kind: 'undo'}),
    ]
    const app = await onRows({operations: async () => operations})
    app.actions.undo()
    expect(app.get().changes.staged.map(({change}) => change)).toEqual([
      {kind: 'undo', feature: 'a/middle', operation: 'op2'},
      {kind: 'undo', feature: 'a/middle', operation: 'op3'},
    ])
    app.actions.undo()
    expect(app.get().changes.staged).toEqual([])
  })

  test('stages nothing older when the last commit removed rows for good', async () => {
    const operations = [
      operation('op1', 1n, {}),
      operation('op2', 2n, {kind: 'hard-delete', undoable: false}),
    ]
    const app = await onRows({operations: async () => operations})
    expect(beyondUndo(app.get())?.id).toBe('op2')
    app.actions.undo()
    expect(app.get().changes.staged).toEqual([])
  })
})

describe('commit', () => {
  test('empties the list, says the operation and reads the feature and its readers again', async () => {
    const asked: string[] = []
    const base = pretendProject(LINE)
    const app = await onRows({
      status: request => {
        asked.push(request.feature)
        return base.status(request)
      },
      preview: async changes => {
        const preview = await base.preview(changes)
        const downstream = [{kind: 'not-computed', feature: 'a/leaf', reason: '1:N'}] as const
        return {...preview, changes: preview.changes.map(change => ({...change, downstream}))}
      },
    })
    await app.actions.stageSelection('soft-delete')
    await app.whenIdle()
    asked.length = 0
    await app.actions.commit()
    await app.whenIdle()
    expect(asked.toSorted()).toEqual(['a/leaf', 'a/middle'])
    expect(app.get().changes).toMatchObject({staged: [], pending: {status: 'finished'}})
    expect(app.get().log.shown?.text).toContain('operation op0')
  })

  test('keeps excluded changes', async () => {
    const app = await onRows()
    app.actions.stage({kind: 'restore', feature: 'a/leaf', where: {kind: 'filter', filters: []}})
    app.actions.stage({kind: 'restore', feature: 'a/source', where: {kind: 'filter', filters: []}})
    app.actions.toggleIncluded(1)
    await app.whenIdle()
    await app.actions.commit()
    expect(features(app)).toEqual(['-a/leaf'])
  })

  test('a conflict keeps everything staged until it is previewed again', async () => {
    const app = await onRows({
      commit: async ({changes: [first]}) => {
        if (first === undefined) throw new Error('nothing to commit')
        const {base} = first
        const file = {kind: 'conflicted', file: '/dev.duckdb', feature: 'a/middle'} as const
        return {kind: 'conflicted', files: [{...file, expected: base, found: base}]}
      },
    })
    await app.actions.stageSelection('soft-delete')
    await app.whenIdle()
    await app.actions.commit()
    expect(app.get().changes).toMatchObject({
      staged: [{id: 1}],
      pending: {status: 'conflicted'},
    })
    expect(app.get().log.shown?.text).toContain('nothing was written')
    app.actions.previewAgain()
    await app.whenIdle()
    expect(app.get().changes.pending.status).toBe('previewed')
  })

  test('a preview of an earlier list never shows', async () => {
    const waiting: (() => void)[] = []
    const base = pretendProject(LINE)
    const app = await onRows({
      preview: async changes => {
        await new Promise<void>(resolve => waiting.push(resolve))
        return base.preview(changes)
      },
    })
    await app.actions.stageSelection('soft-delete')
    app.actions.moveList({by: 'line', times: 1})
    await app.actions.stageSelection('soft-delete')
    await expect.poll(() => waiting.length).toBe(2)
    for (const answer of waiting.toReversed()) answer()
    await app.whenIdle()
    expect(app.get().changes.pending).toMatchObject({preview: {changes: [{rows: 2}]}})
  })
})

async function onRows(overrides: Partial<Project> = {}) {
  const app = createAppState({
    project: pretendProject(LINE, overrides),
    now: () => 0n,
    commandOf: () => 'mxx',
    restMs: 0,
  })
  app.actions.showFeature('a/middle', 'rows')
  await app.whenIdle()
  return app
}

type App = Awaited<ReturnType<typeof onRows>>

function staged(app: App) {
  return app
    .get()
    .changes.staged.flatMap(({change}) =>
      'where' in change && change.where.kind === 'samples' ? [change.where.ids] : [],
    )
}

function features(app: App): readonly string[] {
  return app
    .get()
    .changes.staged.map(({change, included}) => `${included ? '' : '-'}${change.feature}`)
}

function operation(id: string, atMicros: bigint, more: Partial<Operation>): Operation {
  return {
    id,
    atMicros,
    kind: 'soft-delete',
    metadataStore: 'dev',
    feature: 'a/middle',
    rows: 1,
    undoable: true,
    undoneBy: null,
    command: '',
    ...more,
  }
}
