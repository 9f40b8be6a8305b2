import {expect, test} from 'vitest'
import type {Project} from '../../../src/engine/index.ts'
import {openMade} from '../../helpers/made-project.ts'
import {FEATURES, MADE, row, stored, write} from './written-rows.ts'

async function undo(project: Project, operation: string | null): Promise<void> {
  const preview = await project.preview([{kind: 'undo', feature: 'a', operation: operation ?? ''}])
  await project.commit(preview)
}

async function shown(project: Project): Promise<readonly unknown[]> {
  return (await project.read({feature: 'a', columns: ['id', 'n']})).rows
}

test('a write over older rows is undone: they show again, and new samples are gone', async () => {
  const project = await openMade(MADE)
  await write(project, [row('1', {n: 1}), row('2', {n: 2})])
  const {operation} = await write(project, [row('2', {n: 20}), row('3', {n: 30})])
  expect(await shown(project)).toEqual([
    ['1', 1],
    ['2', 20],
    ['3', 30],
  ])
  await undo(project, operation)
  expect(await shown(project)).toEqual([
    ['1', 1],
    ['2', 2],
  ])
})

test('a write that made the table is undone with the table', async () => {
  const project = await openMade({features: FEATURES, settings: ['auto_create_tables = true']})
  const {operation} = await write(project, [row('1')])
  await undo(project, operation)
  await expect(stored(project)).rejects.toMatchObject({code: 'FEATURE_NOT_WRITTEN'})
})
