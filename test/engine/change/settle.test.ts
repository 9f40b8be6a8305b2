import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Change} from '../../../src/engine/index.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'
import {openFixture} from '../../helpers/open-fixture.ts'
import {commit} from './seen.ts'

const removal = (kind: 'soft-delete' | 'hard-delete', id: string): Change => ({
  kind,
  feature: 's/root',
  where: {kind: 'filter', filters: [`id = '${id}'`]},
  withFeatureHistory: false,
})

test.each(['deletes-duckdb', 'deletes-delta'])(
  'what a crash left open is confirmed or struck before the next commit (%s)',
  async name => {
    const journalDirectory = await temporaryFolder()
    const project = await openFixture(name, {journalDirectory})
    const soft = await commit(project, removal('soft-delete', 'a'))
    const hard = await commit(project, removal('hard-delete', 'b'))
    const [file = ''] = await readdir(journalDirectory)
    const path = join(journalDirectory, file)
    const begun = (await readFile(path, 'utf8'))
      .split('\n')
      .filter(line => line.includes('"begun"'))
      .map(line => JSON.parse(line))
    const never = {...begun[0], id: 'ffffffff', firstStampMicros: '5', lastStampMicros: '5'}
    const lines = [...begun, never].map(line => `${JSON.stringify(line)}\n`)
    await writeFile(path, lines.join(''))

    await commit(project, removal('soft-delete', 'c'))

    const written = (await readFile(path, 'utf8')).slice(lines.join('').length)
    const settled = written
      .split('\n')
      .slice(0, 3)
      .map(line => JSON.parse(line))
    expect(settled).toEqual([
      {line: 'confirmed', id: soft},
      {line: 'confirmed', id: hard},
      {line: 'struck', id: 'ffffffff'},
    ])
  },
)
