import {PassThrough} from 'node:stream'
import type {CommandIo, Doors} from '../../src/app/headless/command-io.ts'
import {run} from '../../src/app/headless/run.ts'
import {openProject} from '../../src/engine/index.ts'

/** What one run of `mxx` left behind. */
export interface Ended {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** What a person types; makes stdin a terminal. */
  readonly typed?: string
  readonly doors?: Partial<Doors>
  readonly signal?: AbortSignal
  readonly now?: () => bigint
}

/** Runs `mxx` in this process, as the built program does in its own. */
export async function runMxx(args: readonly string[], options: RunOptions): Promise<Ended> {
  const {cwd, env = {}, typed, doors, signal, now = clock} = options
  const written = {stdout: '', stderr: ''}
  const stdin = new PassThrough()
  stdin.end(typed ?? '')
  const io: CommandIo = {
    cwd,
    env,
    stdin,
    stdout: {write: text => (written.stdout += text)},
    stderr: {write: text => (written.stderr += text)},
    isTerminal: {stdin: typed !== undefined, stdout: false},
    now,
    ...(signal === undefined ? {} : {signal}),
  }
  const exit = await run(args, io, {
    openProject,
    openScreens: async () => {
      throw new Error('The screens were opened.')
    },
    ...doors,
  })
  return {exit, ...written}
}

function clock(): bigint {
  return BigInt(Date.now()) * 1000n
}
