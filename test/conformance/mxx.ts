import {Readable} from 'node:stream'
import {run} from '../../src/app/headless/run.ts'
import {openProject} from '../../src/engine/index.ts'

/** A copy of a project, a home for its journal and a clock that goes on by itself. */
export interface Place {
  readonly directory: string
  readonly stateHome: string
  readonly now: () => bigint
}

export interface Answer {
  readonly exit: number
  // biome-ignore lint/suspicious/noExplicitAny: a document of the contract, read by its keys.
  readonly json: any
}

/** One command line of `mxx` in this process, with `--format json`. */
export async function mxx(place: Place, ...args: readonly string[]): Promise<Answer> {
  let printed = ''
  let said = ''
  const exit = await run(
    [...args, '--format', 'json'],
    {
      cwd: place.directory,
      env: {XDG_STATE_HOME: place.stateHome},
      stdin: Readable.from([]),
      stdout: {write: text => (printed += text)},
      stderr: {write: text => (said += text)},
      isTerminal: {stdin: false, stdout: false},
      now: place.now,
    },
    {openProject, openScreens: () => Promise.reject(new Error('no screens here'))},
  )
  try {
    return {exit, json: JSON.parse(printed)}
  } catch {
    throw new Error(
      `mxx ${args.join(' ')}: exit ${exit}, printed ${JSON.stringify(printed)}, said ${said}`,
    )
  }
}

/** The answer's document; rejects with it unless the exit code is 0. */
export async function mxxDone(place: Place, ...args: readonly string[]): Promise<Answer['json']> {
  const {exit, json} = await mxx(place, ...args)
  if (exit !== 0) throw new Error(`mxx ${args.join(' ')}: exit ${exit}, ${JSON.stringify(json)}`)
  return json
}

/** From this moment on, one millisecond later at each look. */
export function clockFrom(moment: Date): () => bigint {
  let micros = BigInt(moment.getTime()) * 1000n
  return () => (micros += 1000n)
}
