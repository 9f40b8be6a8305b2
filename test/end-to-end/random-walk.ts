import {type Command, IN_POPUPS} from '../../src/app/command.ts'
import {COMMANDS} from '../../src/app/commands.ts'
import type {PopupKind} from '../../src/store/navigation/popups.ts'
import type {Random} from '../helpers/random.ts'
import {type Chunk, ending, keysOf, randomChunk} from './random-keys.ts'
import type {Recorded} from './recording-program.ts'

/** Only what completes a commit is left out: `y` in its dialog, Enter behind a phrase typed in full. */
const WRITES = ['commit.confirm', 'commit.typed']
const TRIED = COMMANDS.filter(({id}) => !WRITES.includes(id))
/** Between two looks at what has run. */
const CHUNKS_AT_ONCE = 6

/** Whether these keys would commit what is staged. */
export function wouldCommit(chunk: Chunk, {commands, runnable}: Recorded): boolean {
  if (chunk.hasEnter && runnable.includes('commit.typed')) return true
  // The dialog may still be on its way.
  return chunk.hasY && popupIn(commands) === 'commit'
}

/**
 * What somebody asleep on the keyboard presses next; in every second of these dreams it leads to a
 * command that did not run yet.
 */
export function nextChunks(
  random: Random,
  ran: ReadonlySet<string>,
  recorded: Recorded,
): readonly Chunk[] {
  const unran = TRIED.filter(({id}) => !ran.has(id))
  if (unran.length > 0 && random.oneIn(2)) return [towards(random, unran, recorded)]
  const {context} = recorded
  const here = TRIED.filter(({contexts}) => contexts.some(one => one === context))
  const pool = random.pick([unran, here, TRIED].filter(commands => commands.length > 0))
  return Array.from({length: CHUNKS_AT_ONCE}, () => randomChunk(random, pool))
}

/** The keys of one that can be run now; else a step to where it can be. */
function towards(random: Random, unran: readonly Command[], {context, runnable}: Recorded): Chunk {
  const ready = unran.filter(({id}) => runnable.includes(id))
  if (ready.length > 0) return keysOf(random, ready)
  const goal = random.pick(unran)
  if (goal.contexts.some(one => one === context)) return prepared(random, runnable)
  const way = random.pick(goal.contexts)
  const opener = COMMANDS.find(({id}) => id === `screen.${way}` || OPENS[id] === way)
  if (opener !== undefined && runnable.includes(opener.id)) return keysOf(random, [opener])
  if (IN_POPUPS.some(popup => popup === context)) return keysOf(random, [named('popup.close')])
  return prepared(random, runnable)
}

/** What may give what is missing: something that can be done here, a mark or a change; or time. */
function prepared(random: Random, runnable: readonly string[]): Chunk {
  if (random.oneIn(4)) return {...keysOf(random, [named('ui.redraw')]), rests: true}
  const here = TRIED.filter(({id}) => runnable.includes(id) && !ending(id))
  return here.length === 0 ? randomChunk(random, TRIED) : keysOf(random, here)
}

const OPENS: Readonly<Record<string, PopupKind>> = {
  'help.palette': 'palette',
  'command.open': 'command-line',
  'find.open': 'finder',
  'find.feature': 'finder',
  'filter.open': 'filter',
  'export.open': 'export',
  'cols.pick': 'columns',
  'changes.commit': 'commit',
  'changes.save': 'command-line',
}

/** The popup that was opened last, unless one was closed since. */
function popupIn(inOrder: readonly string[]): PopupKind | undefined {
  const last = inOrder.findLast(id => id in OPENS || id === 'popup.close' || id === 'popup.accept')
  return last === undefined ? undefined : OPENS[last]
}

function named(id: string): Command {
  const command = COMMANDS.find(one => one.id === id)
  if (command === undefined) throw new Error(`no command is called ${id}`)
  return command
}
