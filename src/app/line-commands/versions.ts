import type {FeatureKey} from '../../engine/index.ts'
import {shown} from '../../store/loading/loadable.ts'
import type {State} from '../../store/state.ts'
import {isResult, readFeature} from './feature-argument.ts'
import {type LineCommand, type LineResult, refuses, runs} from './line-command.ts'
import {type WholeVersion, wholeVersion} from './whole-version.ts'

/** What moves rows between versions and stores. */
export const VERSION_COMMANDS: readonly LineCommand[] = [
  {
    name: 'rebase',
    usage: '<feature> from <version> [to <version>]',
    title: 'Stage a rebase',
    tier: 1,
    read: readRebase,
  },
  {
    name: 'copy',
    usage: '<feature> from <store> [--only-missing]',
    title: 'Stage a copy from another metadata store',
    tier: 1,
    read: readCopy,
  },
]

const EVERYTHING = {kind: 'filter', filters: []} as const

function readRebase(args: string, at: number, state: State): LineResult {
  const [, key = '', rest = ''] = /^(\S*)\s*(.*?)\s*$/.exec(args) ?? []
  const read = readFeature(key, at, state)
  if (isResult(read)) return read
  const [, from, to = null] = /^from\s+(\S+)(?:\s+to\s+(\S+))?$/.exec(rest) ?? []
  if (from === undefined) {
    return refuses('Expected from and a feature version.', at + key.length + 1)
  }
  const {feature} = read
  const fromAt = at + args.search(/\S+(?:\s+to\s+\S+)?\s*$/)
  const toAt = at + args.search(/\S+\s*$/)
  return {
    kind: 'asks',
    ask: async actions => {
      const known = await actions.versionsOf(feature)
      const whole = (typed: string) => knownVersion(feature, known, typed, state)
      const source = whole(from)
      const target = to === null ? null : whole(to)
      if (source.kind !== 'version') return refuses(source.message, fromAt)
      if (target !== null && target.kind !== 'version') return refuses(target.message, toAt)
      return runs(({stage, showScreen}) => {
        const versions = {from: source.version, to: target?.version ?? null}
        stage({kind: 'rebase', feature, where: EVERYTHING, ...versions})
        showScreen('changes')
      })
    },
  }
}

/** Pushes of fallback stores are not among the known ones: the preview, which reads them, decides. */
function knownVersion(
  feature: FeatureKey,
  known: readonly string[],
  typed: string,
  {storeChain}: State,
): WholeVersion {
  const found = wholeVersion(feature, known, typed)
  return found.kind === 'none' && storeChain.length > 1 ? {kind: 'version', version: typed} : found
}

function readCopy(args: string, at: number, state: State): LineResult {
  const [, key = '', rest = ''] = /^(\S*)\s*(.*?)\s*$/.exec(args) ?? []
  const read = readFeature(key, at, state)
  if (isResult(read)) return read
  const [, from, flag] = /^from\s+(\S+)(\s+--only-missing)?$/.exec(rest) ?? []
  const restAt = at + key.length + 1
  if (from === undefined) return refuses('Expected from and a metadata store.', restAt)
  const names = storeNames(state)
  if (!names.includes(from)) {
    return refuses(`There is no metadata store ${from}: ${names.join(', ')}.`, restAt + 5)
  }
  const {feature} = read
  return runs(actions => {
    actions.stage({
      kind: 'copy',
      feature,
      where: EVERYTHING,
      from,
      withFeatureHistory: true,
      withSampleHistory: false,
      onlyMissing: flag !== undefined,
      fromSnapshot: null,
    })
    actions.showScreen('changes')
  })
}

/** Every store that is known by now; those of the chain always are. */
function storeNames({storeChain, loading}: State): readonly string[] {
  const configured = shown(loading.storeInfos) ?? []
  return [...new Set([...storeChain, ...configured].map(({name}) => name))].slice(1)
}
