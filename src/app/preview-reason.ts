import type {State} from '../store/state.ts'

/** Why there is no preview that could be committed or saved now; undefined when there is one. */
export function previewReason({changes: {staged, pending}}: State): string | undefined {
  switch (pending.status) {
    case 'none':
    case 'finished':
      return staged.length === 0 ? 'nothing is staged' : 'every change is excluded'
    case 'previewing':
      return 'the preview is not ready yet'
    case 'committing':
      return 'the commit is under way'
    case 'conflicted':
      return 'the table changed since the preview; r makes a new one'
    case 'failed':
      return `the ${pending.during} failed; r tries again`
    case 'previewed':
      return undefined
  }
}
