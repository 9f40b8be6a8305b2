import {runMxx} from '../helpers/run-mxx.ts'

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
  const {directory: cwd, stateHome, now} = place
  const env = {XDG_STATE_HOME: stateHome}
  const {exit, stdout, stderr} = await runMxx([...args, '--format', 'json'], {cwd, env, now})
  try {
    return {exit, json: JSON.parse(stdout)}
  } catch {
    throw new Error(`mxx ${args.join(' ')}: exit ${exit}, no JSON document: ${stdout}${stderr}`)
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
  return () => {
    micros += 1000n
    return micros
  }
}
