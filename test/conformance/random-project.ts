import {spawn} from 'node:child_process'
import {existsSync, mkdirSync, renameSync, rmSync} from 'node:fs'
import path from 'node:path'

export interface ProjectMaker {
  readonly python: string
  /** Folder of the oracle's scripts. */
  readonly oracle: string
  /** Made projects are kept here and found again. */
  readonly work: string
  /** The kind of its metadata stores: duckdb, delta or mixed. */
  readonly backend: string
  /** How much of Metaxy it uses: 1, 2 or 3. */
  readonly level: string
}

/** The folder of a random project with its recorded steps; made once per seed. */
export async function randomProject(maker: ProjectMaker, seed: number): Promise<string> {
  const {backend, level} = maker
  const name = `random-${backend}-${seed}`
  const finished = path.join(maker.work, `level-${level}`, name)
  if (existsSync(finished)) return finished
  const making = path.join(maker.work, `making-${level}-${backend}-${seed}`)
  rmSync(making, {recursive: true, force: true})
  await runQuietly(maker.python, [
    ...['-B', '-W', 'ignore', path.join(maker.oracle, 'random_projects.py')],
    ...['--seed', String(seed), '--backend', backend, '--level', level, '--out', making],
  ])
  mkdirSync(path.dirname(finished), {recursive: true})
  renameSync(path.join(making, name), finished)
  rmSync(making, {recursive: true})
  return finished
}

/** The real Metaxy failed, or what it stands on, before there was anything to compare. */
export class NotMade extends Error {}

function runQuietly(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, PYTHONHASHSEED: '0'},
  })
  let said = ''
  child.stdout.on('data', text => (said += text))
  child.stderr.on('data', text => (said += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => {
      if (code === 0) resolve()
      else
        reject(
          new NotMade(`${command} ${args.join(' ')} ended with ${code}:\n${said.slice(-2000)}`),
        )
    })
  })
}
