import {describe, expect, test} from 'vitest'
import {openMade} from '../../helpers/made-project.ts'
import {MADE, row, stored, write} from './written-rows.ts'

describe('the columns that a write adds', () => {
  test('provenance, versions, times and run, as the rows lack them', async () => {
    const project = await openMade(MADE, {materializationId: 'of the project'})
    await write(project, [row('1'), row('2')])
    await write(project, [row('3', {metaxy_materialization_id: 'overwritten'})], {
      materializationId: 'of the call',
    })
    const [first, , third] = await stored(project)
    expect(first).toMatchObject({
      metaxy_deleted_at: null,
      metaxy_materialization_id: 'of the project',
    })
    expect(first?.metaxy_created_at).toEqual(first?.metaxy_updated_at)
    expect(first?.metaxy_data_version).toBe(first?.metaxy_provenance)
    expect(String(first?.metaxy_provenance)).toMatch(/^[0-9a-f]{8}$/)
    expect(third).toMatchObject({metaxy_materialization_id: 'of the call'})
  })

  test('a deleted time is kept; created is kept even when it is empty; updated never', async () => {
    const project = await openMade(MADE)
    const at = new Date('2026-01-05T01:02:03.456Z')
    await write(project, [
      row('1', {metaxy_created_at: at, metaxy_updated_at: at, metaxy_deleted_at: at}),
      row('2', {metaxy_created_at: null}),
    ])
    const [first, second] = await stored(project)
    expect(first?.metaxy_created_at).toEqual(first?.metaxy_deleted_at)
    expect(first?.metaxy_updated_at).not.toEqual(first?.metaxy_created_at)
    expect(second).toMatchObject({metaxy_created_at: null, metaxy_deleted_at: null})
  })

  test('a data version of the row alone is overwritten, one by field is completed', async () => {
    const project = await openMade(MADE)
    await write(project, [row('1', {metaxy_data_version: 'mine'})])
    await write(project, [
      row('2', {metaxy_data_version_by_field: {x: 'own'}}),
      row('3', {metaxy_data_version_by_field: null}),
    ]).catch(error => expect(error).toMatchObject({code: 'SCHEMA_ERROR'}))
    await write(project, [
      row('4', {metaxy_data_version_by_field: {x: 'own', y: 'own'}}),
      row('5', {metaxy_data_version_by_field: null}),
    ])
    const [first, fourth, fifth] = await stored(project)
    expect(first?.metaxy_data_version).toBe(first?.metaxy_provenance)
    expect(fourth?.metaxy_data_version).not.toBe(fourth?.metaxy_provenance)
    expect(fifth?.metaxy_data_version).toBe(fifth?.metaxy_provenance)
    expect(fifth?.metaxy_data_version_by_field).toEqual(fifth?.metaxy_provenance_by_field)
  })
})
