import {runMxx} from '../helpers/run-mxx.ts'
import type {Place} from './place.ts'

export interface Answer {
  readonly exit: number
  // biome-ignore lint/suspicious/noExplicitAny: a document of the contract, read by its keys.
  readonly json: any
}

/** One command line of `mxx` in this process, with `--format json`. */
export async function mxx(place: Place, ...args: readonly string[]): Promise<Answer> {
  const store = place.storeName === undefined ? [] : ['--store', place.storeName]
  const {exit, stdout, stderr} = await runMxx([...args, ...store, '--format', 'json'], {
    cwd: place.directory,
    env: {XDG_STATE_HOME: place.stateHome},
    now: place.now,
    doors: {openProject: place.openProject},
  })
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
