import {describe, expect, test} from 'vitest'
import type {Project, WhyAnswer} from '../../../src/engine/index.ts'
import {openMade} from '../../helpers/made-project.ts'
import {md5Cut, tableWith} from '../../helpers/made-table.ts'

const FIELDS = [{key: 'default', code_version: '1'}]
const computed = (version: string) => md5Cut(`default|1|up.default|${version}`)

describe('why a sample is pending (commands.md §2)', () => {
  test('its state, and stored and expected hash of each field', async () => {
    const project = await oneToOne()
    const upstream = {feature: 'up', field: 'default', cause: 'unknown'}

    expect(await why(project, 1)).toEqual({
      feature: 'down',
      sample: {id: 1},
      state: 'up_to_date',
      fields: [
        {
          ...{field: 'default', stored: computed('h'), expected: computed('h'), changed: false},
          upstream: [{...upstream, sampleCount: 1, changedNow: false}],
        },
      ],
      verified: true,
    })
    expect(await why(project, 2)).toMatchObject({
      state: 'stale',
      fields: [
        {
          ...{stored: 'before', expected: computed('h'), changed: true},
          upstream: [{sampleCount: 1, changedNow: true}],
        },
      ],
      verified: false,
    })
    expect(await why(project, 3)).toMatchObject({
      state: 'new',
      fields: [{stored: null, expected: computed('h'), upstream: [{changedNow: null}]}],
    })
    expect(await why(project, 4)).toMatchObject({
      state: 'orphaned',
      fields: [{stored: 'gone', expected: null, upstream: [{sampleCount: 0}]}],
    })
    expect(await why(project, 5)).toMatchObject({state: 'absent', fields: []})
  })

  test('a text is read in the type of the column, as a command line gives it', async () => {
    const project = await oneToOne()
    expect(await project.why({feature: 'down', sample: {id: '2'}})).toMatchObject({
      sample: {id: 2},
      state: 'stale',
    })
    await expect(project.why({feature: 'down', sample: {id: 'two'}})).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: '"two" is not a value of type INTEGER.',
    })
  })

  test('what does not name one sample is refused', async () => {
    const project = await children()
    const refused = (sample: Readonly<Record<string, string>>) =>
      expect(project.why({feature: 'down', sample})).rejects
    await refused({}).toMatchObject({code: 'INVALID_INPUT'})
    await refused({part: '1'}).toMatchObject({message: expect.stringContaining('id, part')})
    await refused({other: 'a'}).toMatchObject({message: '"other" is no id column of down.'})
    await expect(project.why({feature: 'up', sample: {id: 'a'}})).rejects.toMatchObject({
      message: expect.stringContaining('is a root'),
    })
  })

  test('of children by themselves, or of all of one parent', async () => {
    const project = await children()
    const state = async (sample: Readonly<Record<string, string>>) =>
      (await project.why({feature: 'down', sample})).state

    expect(await state({id: 'a', part: '1'})).toBe('up_to_date')
    expect(await state({id: 'a', part: '2'})).toBe('stale')
    expect(await state({id: 'a'})).toBe('up_to_date')
    expect(await state({id: 'b'})).toBe('new')
    expect(await state({id: 'b', part: '1'})).toBe('new')
    expect(await state({id: 'c', part: '1'})).toBe('orphaned')
    expect(await state({id: 'd', part: '1'})).toBe('absent')
  })
})

function why(project: Project, id: number): Promise<WhyAnswer> {
  return project.why({feature: 'down', sample: {id}})
}

function oneToOne(): Promise<Project> {
  return openMade({
    features: [
      {key: 'up', fields: FIELDS},
      {key: 'down', fields: FIELDS, deps: [{feature: 'up'}]},
    ],
    tables: versionOf => [
      ...tableWith({
        table: 'up',
        version: versionOf('up'),
        columns: {id: 'INTEGER'},
        rows: [1, 2, 3].map(id => ({id})),
      }),
      ...tableWith({
        table: 'down',
        version: versionOf('down'),
        columns: {id: 'INTEGER'},
        rows: [
          {id: 1, $hash: computed('h')},
          {id: 2, $hash: 'before'},
          {id: 4, $hash: 'gone'},
        ],
      }),
    ],
  })
}

function children(): Promise<Project> {
  return openMade({
    features: [
      {key: 'up', fields: FIELDS},
      {
        key: 'down',
        fields: FIELDS,
        id_columns: ['id', 'part'],
        deps: [{feature: 'up', lineage: {relationship: {type: '1:N', on: ['id']}}}],
      },
    ],
    tables: versionOf => [
      ...tableWith({table: 'up', version: versionOf('up'), rows: [{id: 'a'}, {id: 'b'}]}),
      ...tableWith({
        table: 'down',
        version: versionOf('down'),
        columns: {id: 'VARCHAR', part: 'INTEGER'},
        rows: [
          {id: 'a', part: 1, $hash: computed('h')},
          {id: 'a', part: 2, $hash: 'before'},
          {id: 'c', part: 1},
        ],
      }),
    ],
  })
}
