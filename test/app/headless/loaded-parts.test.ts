import {expect, test} from 'vitest'
import {readSourceTree} from '../../helpers/source-tree.ts'

test('the screens are opened without what reads the arguments of commands', () => {
  const {files, packages} = loadedWith('app/main.ts')
  expect(packages).toEqual([])
  expect(files.filter(path => !path.startsWith('app/'))).toEqual([])
})

test('no command loads the engine, the screens or the terminal before it needs them', () => {
  const {files, packages} = loadedWith('app/headless/run.ts')
  expect(packages).toEqual(['commander'])
  expect(files.filter(path => !path.startsWith('app/'))).toEqual([])
})

/** What a file imports, and what that imports: everything that is loaded before the first line runs. */
function loadedWith(path: string) {
  const files = new Map(readSourceTree().map(file => [file.path, file]))
  const reached = new Set([path])
  const packages = new Set<string>()
  for (const file of reached) {
    for (const to of files.get(file)?.imports ?? []) {
      if (to.typeOnly || to.lazy) continue
      if (to.kind === 'file') reached.add(to.target)
      else if (!to.target.startsWith('node:')) packages.add(to.target)
    }
  }
  return {files: [...reached], packages: [...packages]}
}
