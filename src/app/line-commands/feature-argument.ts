import {type FeatureKey, nearNames, parseFilter} from '../../engine/index.ts'
import {shown} from '../../store/loading/loadable.ts'
import {problemOfFilter} from '../../store/loading/refused-filter.ts'
import type {State} from '../../store/state.ts'
import {type LineResult, refuses} from './line-command.ts'

/** `<feature> [where <filter>] [--flag]` as it was typed. */
export interface FeatureArgument {
  readonly feature: FeatureKey
  /** Texts of the filter language; none takes every row. */
  readonly filters: readonly string[]
  readonly flags: ReadonlySet<string>
}

/** Reads those arguments; what is wrong is said at its place. */
export function readFeature(
  args: string,
  at: number,
  state: State,
  knownFlags: readonly string[] = [],
): FeatureArgument | LineResult {
  const [, name = '', rest = ''] = /^(\S*)([\s\S]*)$/.exec(args) ?? []
  const features = shown(state.loading.graph)?.order ?? []
  if (!features.includes(name)) return unknownFeature(name, features, at)

  const {filter, flags, filterAt} = readRest(rest)
  const unknown = [...flags].find(flag => !knownFlags.includes(flag))
  if (unknown !== undefined)
    return refuses(`There is no ${unknown} here.`, at + args.indexOf(unknown))
  if (filter === null) {
    const stray = rest.trim().replace(/--\S+/g, '').trim()
    if (stray === '') return {feature: name, filters: [], flags}
    return refuses('Expected where and a filter.', at + name.length + 1)
  }
  try {
    parseFilter(filter)
  } catch (error) {
    const problem = problemOfFilter(error, filter)
    if (problem === null) throw error
    return refuses(problem.message, at + name.length + filterAt + problem.position)
  }
  return {feature: name, filters: [filter], flags}
}

export function isResult(read: FeatureArgument | LineResult): read is LineResult {
  return 'kind' in read
}

function unknownFeature(name: string, features: readonly string[], at: number): LineResult {
  if (name === '') return refuses('Which feature?', at)
  const near = nearNames(name, features)
  const hint = near.length === 0 ? '' : ` Near: ${near.join(', ')}.`
  return refuses(`There is no feature ${name}.${hint}`, at)
}

/** A flag stands before `where` or at the very end; in between it belongs to the filter. */
function readRest(rest: string) {
  const [, before = '', gap = '', after] = /^(.*?)(?:(\bwhere\s+)([\s\S]*))?$/.exec(rest) ?? []
  const [, filter = '', trailing = ''] =
    /^([\s\S]*?)((?:\s+--\w[\w-]*)*)\s*$/.exec(after ?? '') ?? []
  const flags = new Set(`${before} ${trailing}`.match(/--\w[\w-]*/g) ?? [])
  return {filter: after === undefined ? null : filter, flags, filterAt: before.length + gap.length}
}
