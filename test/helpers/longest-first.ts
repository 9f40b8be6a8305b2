import {BaseSequencer, type TestSpecification} from 'vitest/node'

/** Files that take longest, longest first: begun last, one of them would keep a worker alone at the end. */
const LONGEST = [
  'golden/golden.test.ts',
  'end-to-end/more-random-keys.test.ts',
  'end-to-end/random-keys.test.ts',
  'end-to-end/other-writers.test.ts',
  'app/stories.test.ts',
  'engine/change/undo.test.ts',
  'engine/questions/odd-tables.test.ts',
  'app/sizes.test.ts',
  'engine/change/undo-kinds.test.ts',
  'end-to-end/terminal.test.ts',
  'end-to-end/delete-and-undo.test.ts',
  'stories/rebase.test.ts',
]

/** The usual order, which nobody knows on a fresh clone, behind what is known to be long. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files)
    return usual.toSorted((a, b) => placeOf(a.moduleId) - placeOf(b.moduleId))
  }
}

function placeOf(file: string): number {
  const place = LONGEST.findIndex(end => file.endsWith(end))
  return place === -1 ? LONGEST.length : place
}
