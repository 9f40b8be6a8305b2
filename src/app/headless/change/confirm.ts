import {createInterface} from 'node:readline/promises'
import type {CommandIo} from '../command-io.ts'

/**
 * Asks on stderr and waits for one line; only a clear yes is one. The end of the input is a no, Ctrl+C
 * rejects.
 */
export async function confirm(io: CommandIo, question: string): Promise<boolean> {
  io.stderr.write(`${question} [y/N] `)
  const lines = createInterface({input: io.stdin, terminal: false})
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('close', () => resolve(''))
      io.signal?.addEventListener('abort', () => reject(io.signal?.reason), {once: true})
    })
    return /^\s*y(es)?\s*$/i.test(answer)
  } finally {
    lines.close()
  }
}
