import type {Change} from '../../../engine/index.ts'

/**
 * The command line that does the same as a change, kept in the journal (commands.md §3).
 * @param metadataStore the one that is changed, where the command names it.
 */
export function commandOf(change: Change, metadataStore?: string): string {
  switch (change.kind) {
    case 'soft-delete': {
      const history = change.withFeatureHistory ? ' --with-feature-history' : ''
      return `mxx metadata delete ${change.feature}${scopeText(change.where)}${history}`
    }
    case 'restore':
      return `mxx metadata restore ${change.feature}${scopeText(change.where)}`
    case 'undo':
      return `mxx undo ${change.operation}`
    case 'hard-delete': {
      const history = change.withFeatureHistory ? ' --with-feature-history' : ''
      return `mxx metadata delete ${change.feature} --hard${scopeText(change.where)}${history}`
    }
    case 'drop':
      return `mxx metadata drop ${change.feature} --yes`
    case 'rebase': {
      const to = change.to === null ? '' : ` --to ${change.to}`
      return `mxx metadata rebase ${change.feature} --from ${change.from}${to}${scopeText(change.where)}`
    }
    case 'copy': {
      const to = metadataStore === undefined ? '' : ` --to ${quoted(metadataStore)}`
      return `mxx metadata copy ${change.feature} --from ${quoted(change.from)}${to}${copyFlags(change)}${scopeText(change.where)}`
    }
    case 'write':
      return `mxx metadata write ${change.feature} --from ${change.rows.kind === 'file' ? quoted(change.rows.path) : 'ROWS'}`
  }
}

function copyFlags(change: Extract<Change, {kind: 'copy'}>): string {
  return [
    ...(change.withFeatureHistory ? [] : [' --no-with-feature-history']),
    ...(change.withSampleHistory ? [' --with-sample-history'] : []),
    ...(change.onlyMissing ? [' --only-missing'] : []),
    ...(change.fromSnapshot === null ? [] : [` --from-snapshot ${quoted(change.fromSnapshot)}`]),
  ].join('')
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
