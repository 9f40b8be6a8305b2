import type {CommandIo, Doors} from './headless/command-io.ts'
import {openAtOnce} from './headless/open-at-once.ts'

/**
 * The entry of the bundled program: wires one run to this process. Ctrl+C interrupts what the engine
 * runs and lets the run end by itself; leaving at once would hang inside DuckDB.
 */
async function main(): Promise<void> {
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort()
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)

  // `mxx … | head`: the reader has seen enough, which is no failure.
  let readerLeft = false
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      readerLeft = true
      interrupt()
    })
  }

  const args = process.argv.slice(2)
  const io: CommandIo = {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    isTerminal: {stdin: process.stdin.isTTY ?? false, stdout: process.stdout.isTTY ?? false},
    now: () => BigInt(Date.now()) * 1000n,
    signal: interrupted.signal,
  }
  const doors: Doors = {
    openProject: async (directory, options) => {
      const {openProject} = await import('../engine/index.ts')
      return openProject(directory, options)
    },
    openScreens: async request => {
      // The screens restore the terminal themselves, whatever ends them.
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
      const {openApp} = await import('./open-app.tsx')
      return openApp(request)
    },
  }
  const exitCode = (await openAtOnce(args, io, doors)) ?? (await runCommand(args, io, doors))
  process.exitCode = readerLeft ? 0 : exitCode
}

async function runCommand(args: readonly string[], io: CommandIo, doors: Doors): Promise<number> {
  const {run} = await import('./headless/run.ts')
  return run(args, io, doors)
}

await main().catch((error: unknown) => {
  process.stderr.write(`Error: ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
})
