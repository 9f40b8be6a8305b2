import type {ChangePreview, RowGroup} from '../../../engine/index.ts'

export interface NamedRows extends RowGroup {
  /** `dropped: no_upstream`. */
  readonly label: string
}

/** The rows behind each number of a preview; numbers that are 0 have none. */
export function rowGroups(preview: ChangePreview | undefined): readonly NamedRows[] {
  if (preview === undefined) return []
  const {details, rows, selected, change} = preview
  const all = {count: rows, ...selected}
  const groups = (): readonly NamedRows[] => {
    switch (details.kind) {
      case 'none':
        return []
      case 'hard-delete':
        return [
          {label: 'removed for good', ...all},
          {label: 'older rows that come back', ...details.resurfacing},
        ]
      case 'rebase':
        return [
          {label: 'candidates', ...details.candidates},
          {label: 'joined with upstream', ...details.joined},
          ...details.dropped.map(({reason, ...group}) => ({label: droppedLabel(reason), ...group})),
          {label: 'keep their own data version', ...details.userVersioned},
          {label: 'out of date already (laundered)', ...details.laundered},
        ]
      case 'copy':
        return [
          {label: 'copied', ...all},
          {label: 'in both, with other provenance', ...details.conflicts},
        ]
    }
  }
  const found = groups().filter(({count}) => count > 0)
  return found.length > 0 ? found : [{label: change.kind, ...all}]
}

const REASONS: ReadonlyMap<string, string> = new Map([['no_upstream', 'no upstream row']])

/** `dropped: no upstream row`. */
export function droppedLabel(reason: string): string {
  return `dropped: ${REASONS.get(reason) ?? reason.replaceAll('_', ' ')}`
}
