import {type ChildProcess, spawn} from 'node:child_process'
import path from 'node:path'
import readline from 'node:readline'
import type {JsonRow} from './rows.ts'

/** The real Metaxy behind a pipe (oracle.py says what it is asked). */
export interface Oracle {
  look(question: OracleQuestion): Promise<OracleAnswer>
  /** Does on the project what this command line means; rejects when Metaxy fails at it. */
  perform(graph: string, project: string, at: bigint, args: readonly string[]): Promise<void>
  close(): void
}

export interface OracleQuestion {
  /** The same name, the same definitions: they are loaded once. */
  readonly graph: string
  readonly project: string
  /** The metadata store that is asked; the default one where it is not said. */
  readonly store?: string
  readonly reads: readonly (readonly [
    feature: string,
    options: Readonly<Record<string, unknown>>,
  ])[]
  readonly increments: readonly string[]
}

export interface OracleAnswer {
  readonly reads: readonly (readonly JsonRow[] | null)[]
  readonly increments: readonly OracleIncrement[]
}

export type OracleIncrement =
  | {
      readonly new: readonly JsonRow[]
      readonly stale: readonly JsonRow[]
      readonly orphaned: readonly JsonRow[]
    }
  | {readonly raised: string}

/** @param python with the oracle's requirements installed; `directory` holds the oracle's scripts. */
export function startOracle(python: string, directory: string): Oracle {
  const child = spawn(python, ['-B', path.join(import.meta.dirname, 'oracle.py'), directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {...process.env, PYTHONHASHSEED: '0'},
  })
  const answers = readline.createInterface({input: child.stdout})[Symbol.asyncIterator]()
  const ask = async (question: unknown) => {
    child.stdin.write(`${JSON.stringify(question)}\n`)
    const {value, done} = await answers.next()
    if (done === true) throw new Error(`the real Metaxy ended (${await exitOf(child)})`)
    return JSON.parse(value)
  }
  return {
    look: ask,
    perform: async (graph, project, at, args) => {
      const answer = await ask({graph, project, at: Number(at), perform: args})
      if (answer.raised !== undefined) throw new Error(answer.raised)
    },
    close: () => child.stdin.end(),
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise(resolve => child.on('exit', resolve))
}
