import {quoted} from '../headless/change/command-text.ts'
import {previewReason} from '../preview-reason.ts'
import {saveChangesTo} from '../save-changes.ts'
import {type LineCommand, refuses, runs} from './line-command.ts'

/** The file is written while the line is still open: one that is there already is refused in it. */
export const SAVE: LineCommand = {
  name: 'save',
  usage: '<file.json>',
  title: 'Save the staged changes for mxx preview and mxx apply',
  tier: 0,
  read: (args, at, state) => {
    const reason = previewReason(state)
    if (reason !== undefined) return refuses(`Nothing can be saved: ${reason}.`, at)
    if (!/[^/]\.json$/.test(args)) return refuses('Into which file? Its name ends in .json.', at)
    return {
      kind: 'asks',
      ask: async actions => {
        const {staged, pending} = actions.get().changes
        if (pending.status !== 'previewed') return refuses('The preview is being made anew.', at)
        const {preview} = pending
        const file = actions.path(args)
        try {
          await saveChangesTo(file, preview.changes[0]?.metadataStore ?? '', preview)
        } catch (error) {
          return refuses(error instanceof Error ? error.message : String(error), at)
        }
        const left = staged.length - preview.changes.length
        const without = left > 0 ? `, without ${left} excluded` : ''
        return runs(({say}) =>
          say('done', `saved${without} · nothing committed · mxx apply ${quoted(file)}`),
        )
      },
    }
  },
}
