import {MetaxyError} from '../errors.ts'
import {parseKey} from '../models/feature-key.ts'
import type {Change, ChangeScope} from './change.ts'

/**
 * One change out of a file: every member is checked, for whoever applies it did not write it.
 * @throws MetaxyError INVALID_INPUT naming the member; INVALID_FEATURE_KEY.
 */
export function savedChange(saved: Record<string, unknown>, file: string, where: string): Change {
  const text = (name: string): string => {
    const value = saved[name]
    if (typeof value === 'string') return value
    throw wrong(name, 'a text')
  }
  const textOrNull = (name: string): string | null =>
    saved[name] === null || saved[name] === undefined ? null : text(name)
  const flag = (name: string): boolean => {
    const value = saved[name]
    if (typeof value === 'boolean') return value
    throw wrong(name, 'true or false')
  }
  const feature = text('feature')
  parseKey(feature)
  switch (saved.kind) {
    case 'soft-delete':
    case 'hard-delete':
      return {
        kind: saved.kind,
        feature,
        where: scope(),
        withFeatureHistory: flag('withFeatureHistory'),
      }
    case 'restore':
      return {kind: 'restore', feature, where: scope()}
    case 'undo':
      return {kind: 'undo', feature, operation: text('operation')}
    case 'drop':
      return {kind: 'drop', feature}
    case 'rebase':
      return {
        kind: 'rebase',
        feature,
        where: scope(),
        from: text('from'),
        to: textOrNull('to'),
      }
    case 'copy':
      return {
        kind: 'copy',
        feature,
        where: scope(),
        from: text('from'),
        withFeatureHistory: flag('withFeatureHistory'),
        withSampleHistory: flag('withSampleHistory'),
        onlyMissing: flag('onlyMissing'),
        fromSnapshot: textOrNull('fromSnapshot'),
      }
    default:
      throw wrong('kind', 'a kind of change that can be saved')
  }

  function scope(): ChangeScope {
    const value: unknown = saved.where
    if (typeof value === 'object' && value !== null) {
      const {kind, filters, ids}: {kind?: unknown; filters?: unknown; ids?: unknown} = value
      if (kind === 'filter' && isTexts(filters)) return {kind, filters}
      if (kind === 'samples' && Array.isArray(ids) && ids.every(Array.isArray)) return {kind, ids}
    }
    throw wrong('where', 'filters or samples')
  }

  function wrong(name: string, wanted: string): MetaxyError {
    return new MetaxyError({
      code: 'INVALID_INPUT',
      message: `${file}: ${where}.change.${name} is not ${wanted}.`,
      hint: 'Save the changes again with --save FILE.',
      details: {file},
    })
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(one => typeof one === 'string')
}
