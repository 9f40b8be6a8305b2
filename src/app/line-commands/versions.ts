import {shown} from '../../store/loading/loadable.ts'
import type {State} from '../../store/state.ts'
import {isResult, readFeature} from './feature-argument.ts'
import {type LineCommand, type LineResult, refuses, runs} from './line-command.ts'
import {REBASE} from './rebase.ts'

/** What moves rows between versions and stores. */
export const VERSION_COMMANDS: readonly LineCommand[] = [
  REBASE,
  {
    name: 'copy',
    usage: '<feature> from <store> [--only-missing]',
    title: 'Stage a copy from another metadata store',
    tier: 1,
    read: readCopy,
  },
]

const EVERYTHING = {kind: 'filter', filters: []} as const

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
