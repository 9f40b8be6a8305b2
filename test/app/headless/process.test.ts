import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {askProgram, openProgram, type Place, PROGRAM} from '../../helpers/built-program.ts'
import {copyOfProject, temporaryFolder} from '../../helpers/fixture-project.ts'

const SIZE = {columns: 120, rows: 36}
const DELETE = ['metadata', 'delete', 'clip/source', '--filter', "scene = '9A'"]

async function demo(): Promise<Place> {
  const project = fileURLToPath(new URL('../../../assets/demo/project', import.meta.url))
  return {directory: await copyOfProject(project), stateHome: await temporaryFolder()}
}

describe('a person at a terminal', () => {
  test('reads the preview, says yes, and the rows are gone', async () => {
    const project = await demo()
    const screen = openProgram(project, SIZE, DELETE)
    await screen.until('Commit this? [y/N]')
    expect(screen.text()).toContain('visible        224 → 221')
    screen.press('y\r')
    await screen.until('To undo: mxx undo')
    expect(await screen.exited).toBe(0)
    expect(
      await askProgram(project, 'metadata', 'read', 'clip/source', '--limit', '0'),
    ).toMatchObject({
      total_rows: 221,
    })
  })

  test('presses Ctrl+C instead: exit 130, nothing written', async () => {
    const project = await demo()
    const screen = openProgram(project, SIZE, DELETE)
    await screen.until('Commit this? [y/N]')
    screen.press('\x03')
    expect(await screen.exited).toBe(130)
    expect(await askProgram(project, 'operations')).toMatchObject({operations: []})
    expect(
      await askProgram(project, 'metadata', 'read', 'clip/source', '--limit', '0'),
    ).toMatchObject({
      total_rows: 224,
    })
  })
})

describe('a pipe', () => {
  test('whose reader leaves early ends the program quietly', async () => {
    const {directory, stateHome} = await demo()
    const read = `"${process.execPath}" "${PROGRAM}" metadata read clip/source --format jsonl`
    const {status, stdout, stderr} = spawnSync(
      'bash',
      ['-o', 'pipefail', '-c', `${read} | head -n 1`],
      {cwd: directory, encoding: 'utf8', env: {...process.env, XDG_STATE_HOME: stateHome}},
    )
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(JSON.parse(stdout)).toMatchObject({clip_id: 'A001_C001'})
  })

  test('gets no escape codes and no prompt', async () => {
    const {directory, stateHome} = await demo()
    const {status, stdout} = spawnSync(process.execPath, [PROGRAM, ...DELETE], {
      cwd: directory,
      encoding: 'utf8',
      env: {...process.env, XDG_STATE_HOME: stateHome},
    })
    expect(status).toBe(0)
    expect(stdout).not.toContain('\x1b')
    expect(stdout).toContain('Committed: 3 rows appended.')
  })
})
