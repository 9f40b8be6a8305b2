import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {expect, test} from 'vitest'
import {temporaryFolder} from '../../helpers/fixture-project.ts'
import {madeProject} from '../../helpers/made-project.ts'
import {tableWith} from '../../helpers/made-table.ts'
import {openFolder} from '../../helpers/open-fixture.ts'

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

test.each([0, 2])(
  'killed after %d commits, in the middle of the next: what is listed is what happened, and can be undone',
  async commits => {
    const journalDirectory = join(await temporaryFolder(), 'journal')
    const folder = await madeProject({
      features: [{key: 'clip'}],
      tables: versionOf =>
        tableWith({table: 'clip', version: versionOf('clip'), rows: IDS.map(id => ({id}))}),
    })
    await killAfter(commits, folder, journalDirectory)

    const project = await openFolder(folder, {journalDirectory})
    const operations = await project.operations()
    const visible = async () =>
      (await project.read({feature: 'clip', columns: ['id']})).rows.map(row => row[0])
    expect(operations.length).toBeGreaterThanOrEqual(commits)
    expect(await visible()).toEqual(IDS.slice(operations.length))
    for (const {id} of operations) {
      await project.commit(await project.preview([{kind: 'undo', feature: 'clip', operation: id}]))
    }
    expect(await visible()).toEqual(IDS)
  },
)

/** Lets another process delete one sample after the other and kills it when so many are gone. */
async function killAfter(commits: number, folder: string, journalDirectory: string): Promise<void> {
  const script = `
    const {openProject} = await import(${JSON.stringify(new URL('../../../src/engine/index.ts', import.meta.url).href)})
    const now = () => BigInt(Date.now()) * 1000n
    const project = await openProject(${JSON.stringify(folder)}, {env: {}, now, journalDirectory: ${JSON.stringify(journalDirectory)}})
    for (const id of ${JSON.stringify(IDS)}) {
      const where = {kind: 'samples', ids: [[id]]}
      const change = {kind: 'soft-delete', feature: 'clip', where, withFeatureHistory: false}
      const preview = await project.preview([change])
      console.log('next')
      await project.commit(preview)
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let begun = 0
  for await (const line of createInterface({input: child.stdout})) {
    if (line === 'next') begun += 1
    if (begun > commits) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
