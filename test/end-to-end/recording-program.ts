import {spawnSync} from 'node:child_process'
import {closeSync, existsSync, openSync, readSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The program of `recording-main.ts`, bundled beside the packages that it needs. */
export interface RecordingProgram {
  /** What to start. */
  readonly path: string
  readonly remove: () => Promise<void>
}

export function buildRecordingProgram(): RecordingProgram {
  const out = `.tmp/recording-${process.pid}`
  const {status, stderr} = spawnSync(
    process.execPath,
    [
      'scripts/build.mjs',
      '--program',
      '--entry',
      'test/end-to-end/recording-main.ts',
      '--out',
      out,
    ],
    {cwd: ROOT, encoding: 'utf8'},
  )
  if (status !== 0) throw new Error(stderr)
  return {
    path: `${ROOT}${out}/main.js`,
    remove: () => rm(`${ROOT}${out}`, {recursive: true, force: true}),
  }
}

/** What `recording-main.ts` wrote so far. */
export interface Recorded {
  /** Ids of the commands that ran, in order. */
  readonly commands: readonly string[]
  /** How many of the bytes sent have had their effect. */
  readonly bytes: number
  /** Where the keys go since then. */
  readonly context: string
  /** Ids of the commands that can be run there. */
  readonly runnable: readonly string[]
}

/** A reader of one record, which is asked often: it reads only what is new. */
export function recordReader(file: string): () => Recorded {
  const commands: string[] = []
  let recorded: Recorded = {commands, bytes: 0, context: '', runnable: []}
  let position = 0
  let rest = ''
  let isThere = false
  return () => {
    isThere ||= existsSync(file)
    if (!isThere) return recorded
    const added = textFrom(file, position)
    if (added === '') return recorded
    position += added.length
    const lines = (rest + added).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('+')) recorded = {...recorded, bytes: Number(line)}
      else if (line.startsWith('@')) {
        const [context = '', ...runnable] = line.slice(1).split(' ')
        recorded = {...recorded, context, runnable}
      } else commands.push(line)
    }
    return recorded
  }
}

const BUFFER = Buffer.alloc(1 << 16)

/** All of it is ASCII. */
function textFrom(file: string, position: number): string {
  const handle = openSync(file, 'r')
  try {
    const end = readSync(handle, BUFFER, 0, BUFFER.length, position)
    return BUFFER.toString('latin1', 0, end)
  } finally {
    closeSync(handle)
  }
}
