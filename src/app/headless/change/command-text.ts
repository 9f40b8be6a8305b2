import type {Change} from '../../../engine/index.ts'

/** The command line that does the same as a change, kept in the journal (commands.md §3). */
export function commandOf(change: Change): string {
  switch (change.kind) {
    case 'soft-delete': {
      const history = change.withFeatureHistory ? ' --with-feature-history' : ''
      return `mxx metadata delete ${change.feature}${scopeText(change.where)}${history}`
    }
    case 'restore':
      return `mxx metadata restore ${change.feature}${scopeText(change.where)}`
    case 'undo':
      return `mxx undo ${change.operation}`
  }
}

function scopeText(where: Extract<Change, {where: unknown}>['where']): string {
  return where.kind === 'samples'
    ? ` # ${where.ids.length} samples chosen one by one`
    : where.filters.map(filter => ` --filter ${quoted(filter)}`).join('')
}

/** One word of a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
