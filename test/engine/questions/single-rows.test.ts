import {describe, expect, test} from 'vitest'
import {madeProject} from '../../helpers/made-project.ts'
import {tableWith} from '../../helpers/made-table.ts'
import {openFolder} from '../../helpers/open-fixture.ts'

const SAMPLES = 120_000

/**
 * An upstream of many samples, the feature below it without a table, and what else is written.
 * @param numberOf of the sample i, in SQL: `i` is in no order as a text, `100000 + i` ascends.
 */
async function manySamples(more: (version: string) => readonly string[], numberOf = 'i') {
  const folder = await madeProject({
    features: [{key: 'clip'}, {key: 'trim', deps: [{feature: 'clip'}]}],
    tables: versionOf => {
      const version = versionOf('clip')
      const row = {id: 's0', $hash: 'first', $at: '2026-01-01'}
      return [
        ...tableWith({table: 'clip', version, rows: [row]}),
        `INSERT INTO clip SELECT clip.* REPLACE ('s' || ${numberOf} AS id) FROM clip, range(1, ${SAMPLES}) AS r(i)`,
        ...more(version),
      ]
    },
  })
  return openFolder(folder)
}

describe('of many upstream rows', () => {
  test('all count when every sample has one', async () => {
    const project = await manySamples(() => [])
    expect(await project.countIncrement({feature: 'trim'})).toMatchObject({new: SAMPLES})
  })

  test('all count when they were written in the order of their ids', async () => {
    const project = await manySamples(() => [], '1000000 + i')
    expect(await project.countIncrement({feature: 'trim'})).toMatchObject({new: SAMPLES})
  })

  test.each([
    ['at the end', "WHERE id = 's1000007'"],
    ['beside itself', `WHERE id = 's${1_000_000 + SAMPLES - 1}'`],
  ])('one that was written again %s, in the order of ids else, counts once', async (_, which) => {
    const project = await manySamples(
      () => [`INSERT INTO clip SELECT * FROM clip ${which}`],
      '1000000 + i',
    )
    expect(await project.countIncrement({feature: 'trim'})).toMatchObject({new: SAMPLES})
  })

  test('the latest counts when a single sample was written again, and a deleted one does not', async () => {
    const project = await manySamples(() => [
      `INSERT INTO clip SELECT * REPLACE ({'default': 'second'} AS metaxy_data_version_by_field,
        TIMESTAMPTZ '2026-02-01' AS metaxy_updated_at) FROM clip WHERE id = 's7'`,
      `INSERT INTO clip SELECT * REPLACE (TIMESTAMPTZ '2026-02-01' AS metaxy_deleted_at)
        FROM clip WHERE id = 's8'`,
    ])
    const increment = await project.resolveUpdate(
      {feature: 'trim', globalFilters: ["id IN ('s6', 's7', 's8')"]},
      {keep: 'rows'},
    )
    const rows = await increment.rows('new', 0, 10)
    expect(rows.map(row => row[0])).toEqual(['s6', 's7'])
    expect(rows[0]?.[1]).not.toEqual(rows[1]?.[1])
    await increment.close()
  })

  test('rows of another version do not make a sample count twice', async () => {
    const project = await manySamples(() => [
      `INSERT INTO clip SELECT * REPLACE ('0ld0ld0l' AS metaxy_feature_version) FROM clip WHERE id = 's9'`,
    ])
    expect(await project.countIncrement({feature: 'trim'})).toMatchObject({new: SAMPLES})
  })
})
