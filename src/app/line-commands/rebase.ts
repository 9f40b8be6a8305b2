import type {Change} from '../../engine/index.ts'
import type {State} from '../../store/state.ts'
import {isResult, readFeature} from './feature-argument.ts'
import {type LineCommand, type LineResult, refuses, runs} from './line-command.ts'
import {wholeVersion} from './whole-version.ts'

export const REBASE: LineCommand = {
  name: 'rebase',
  usage: '<feature> from <version> [to <version>]',
  title: 'Stage a rebase',
  tier: 1,
  read: readRebase,
}

/** A version as it was typed, and where. */
interface Typed {
  readonly text: string
  readonly at: number
}

function readRebase(args: string, at: number, state: State): LineResult {
  const [, key = '', rest = ''] = /^(\S*)\s*(.*?)\s*$/.exec(args) ?? []
  const read = readFeature(key, at, state)
  if (isResult(read)) return read
  const [, from, to] = /^from\s+(\S+)(?:\s+to\s+(\S+))?$/.exec(rest) ?? []
  if (from === undefined) {
    return refuses('Expected from and a feature version.', at + key.length + 1)
  }
  const {feature} = read
  const source = {text: from, at: at + args.search(/\S+(?:\s+to\s+\S+)?\s*$/)}
  const target = to === undefined ? null : {text: to, at: at + args.search(/\S+\s*$/)}
  return {
    kind: 'asks',
    ask: async actions => {
      const known = await actions.versionsOf(feature)
      const found = staged(feature, source, target, known)
      // Pushes of fallback stores are not among the known ones: the engine reads them all.
      if (found.kind !== 'problem' || state.storeChain.length < 2) return found
      const typed = rebase(feature, from, to ?? null)
      const all = await actions.refusedVersions(typed)
      return all === null ? stages(typed) : staged(feature, source, target, all)
    },
  }
}

/** Stages the rebase between whole versions, or refuses the one that is none. */
function staged(
  feature: string,
  source: Typed,
  target: Typed | null,
  known: readonly string[],
): LineResult {
  const from = wholeVersion(feature, known, source.text)
  if (from.kind === 'problem') return refuses(from.message, source.at)
  if (target === null) return stages(rebase(feature, from.version, null))
  const to = wholeVersion(feature, known, target.text)
  return to.kind === 'problem'
    ? refuses(to.message, target.at)
    : stages(rebase(feature, from.version, to.version))
}

function stages(change: Change): LineResult {
  return runs(({stage, showScreen}) => {
    stage(change)
    showScreen('changes')
  })
}

function rebase(feature: string, from: string, to: string | null): Change {
  return {kind: 'rebase', feature, where: {kind: 'filter', filters: []}, from, to}
}
