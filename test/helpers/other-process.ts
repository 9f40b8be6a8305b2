import {type ChildProcess, fork} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import type {Answer, Order} from './other-process-main.ts'

const MAIN = fileURLToPath(new URL('./other-process-main.ts', import.meta.url))

interface OtherProcess {
  readonly child: ChildProcess
  readonly ready: Promise<unknown>
  /** Rejects when it is gone: nobody waits for its answers then. */
  readonly ended: Promise<never>
}

let started: OtherProcess | undefined
let orders = 0

/**
 * Another program than ours, which does with DuckDB files what it is told. It is started once and ends
 * with this process: a start takes longer than most of what it is told.
 */
export async function tellOtherProcess(order: Order): Promise<{readonly pid: number}> {
  started ??= start()
  const {child, ready, ended} = started
  await Promise.race([ready, ended])
  orders += 1
  const id = orders
  const answered = new Promise<Answer>(resolve => {
    const listen = (answer: Answer) => {
      if (answer.id !== id) return
      child.off('message', listen)
      resolve(answer)
    }
    child.on('message', listen)
  })
  child.send({id, order})
  const {error} = await Promise.race([answered, ended])
  if (error !== undefined) throw new Error(error)
  return {pid: child.pid ?? 0}
}

function start(): OtherProcess {
  const child = fork(MAIN, {execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc']})
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('exit', code => reject(new Error(`the other process ended (${code})`)))
  })
  ended.catch(() => {})
  // Nobody is kept from ending by it.
  child.unref()
  child.channel?.unref()
  return {child, ready: once(child, 'message'), ended}
}
