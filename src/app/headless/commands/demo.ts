import {chmod, cp, mkdtemp, readdir, stat} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Command} from 'commander'
import type {Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {formatOption, negatableFlag} from '../options.ts'
import {packageFile} from '../package-file.ts'
import {hasTerminal, openScreens, sayNoTerminal} from './open.ts'

/** `mxx demo [DIR]` (commands.md §3): a writable copy of the bundled project, opened. */
export function declareDemo(program: Command, perform: Perform): void {
  const command = program.command('demo').description('a copy of the demo project, opened')
  command.argument('[directory]', 'where it goes; default: a new temporary folder')
  negatableFlag(command, 'open', 'only make the copy')
  formatOption(command).action(
    async (directory: string | undefined, {open = true}: {open?: boolean}) => {
      await perform(command, async context => {
        const {io} = context
        if (open && !hasTerminal(io)) return sayNoTerminal(io)
        const folder = directory === undefined ? await newFolder(io.env) : context.path(directory)
        await copyDemo(folder)
        if (open) {
          const exitCode = await openScreens(folder, context, `The demo project lies in ${folder}`)
          io.stdout.write(`The demo project lies in ${folder}\n`)
          return exitCode
        }
        return {json: {directory: folder}, plain: () => `${folder}\n`}
      })
    },
  )
}

/** @throws CommandFailure INVALID_INPUT when the folder has something in it. */
async function copyDemo(folder: string): Promise<void> {
  const present = await readdir(folder).catch(() => [])
  if (present.length > 0) {
    throw new CommandFailure('INVALID_INPUT', `${folder} is not empty; nothing was copied.`, {
      hint: 'Name a folder that does not exist yet.',
    })
  }
  await cp(packageFile('assets', 'demo', 'project'), folder, {recursive: true})
  await makeWritable(folder)
}

/** An installed package may be read-only, and a copy takes that over. */
async function makeWritable(folder: string): Promise<void> {
  for (const name of ['', ...(await readdir(folder, {recursive: true}))]) {
    const path = join(folder, name)
    const {mode} = await stat(path)
    await chmod(path, mode | 0o200)
  }
}

function newFolder(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  return mkdtemp(join(env.TMPDIR || tmpdir(), 'metaxy-demo-'))
}
