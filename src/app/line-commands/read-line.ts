import {nearNames} from '../../engine/index.ts'
import {shown} from '../../store/loading/loadable.ts'
import type {State} from '../../store/state.ts'
import {LINE_COMMANDS} from './all.ts'
import {type LineResult, refuses} from './line-command.ts'

/** What a line typed after `:` means. */
export function readLine(text: string, state: State): LineResult {
  const {name, args, at} = partsOf(text)
  const command = LINE_COMMANDS.find(one => one.name === name)
  if (command !== undefined) return command.read(args.trimEnd(), at, state)
  const near = nearNames(
    name,
    LINE_COMMANDS.map(one => one.name),
  )
  const names = near.length > 0 ? near : LINE_COMMANDS.map(one => one.name)
  return refuses(`There is no command ${name || 'without a name'}: ${names.join(', ')}.`, 0)
}

/** What Tab would add; '' when nothing fits. */
export function completion(text: string, state: State): string {
  const {name, args, hasArgs} = partsOf(text)
  if (!hasArgs)
    return added(
      name,
      LINE_COMMANDS.map(one => `${one.name} `),
    )
  const command = LINE_COMMANDS.find(one => one.name === name)
  const features = shown(state.loading.graph)?.order ?? []
  if (command?.usage.startsWith('<feature>') !== true) return ''
  if (!/\s/.test(args))
    return added(
      args,
      features.map(feature => `${feature} `),
    )
  const [, feature = '', rest = ''] = /^(\S+)\s+([\s\S]*)$/.exec(args) ?? []
  const word = ['where', 'from'].find(one => command.usage.includes(`${one} <`))
  return word !== undefined && features.includes(feature) ? added(rest, [`${word} `]) : ''
}

function partsOf(text: string) {
  const [, gap = '', name = '', space = '', args = ''] =
    /^(\s*)(\S*)(\s*)([\s\S]*)$/.exec(text) ?? []
  const at = gap.length + name.length + space.length
  return {name, args, at, hasArgs: space !== ''}
}

function added(typed: string, all: readonly string[]): string {
  return (
    all.find(one => one.startsWith(typed) && one.length > typed.length)?.slice(typed.length) ?? ''
  )
}
