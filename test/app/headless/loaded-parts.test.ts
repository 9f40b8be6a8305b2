import {expect, test} from 'vitest'
import {readSourceTree} from '../../helpers/source-tree.ts'

test('no command loads the engine, the screens or the terminal before it needs them', () => {
  const files = new Map(readSourceTree().map(file => [file.path, file]))
  const reached = new Set(['app/main.ts'])
  const packages = new Set<string>()
  for (const path of reached) {
    for (const to of files.get(path)?.imports ?? []) {
      if (to.typeOnly || to.lazy) continue
      if (to.kind === 'file') reached.add(to.target)
      else packages.add(to.target)
    }
  }
  expect([...packages].filter(name => !name.startsWith('node:'))).toEqual(['commander'])
  expect([...reached].filter(path => !path.startsWith('app/'))).toEqual([])
})
