// `npm run check`: everything about the tree that needs no story: types, lint, format, layers,
// promises of the package, generated pages. All steps run, so that one look shows all that is wrong.
import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const STEPS = [
  ['types', 'node_modules/typescript/bin/tsc', '-p', '.'],
  ['lint and format', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  [
    'layers and package',
    'node_modules/vitest/vitest.mjs',
    'run',
    'test/layers.test.ts',
    'test/package.test.ts',
  ],
  ['generated pages', 'scripts/docs.ts', '--check'],
]

const failed = STEPS.filter(step => !passes(step)).map(([title]) => title)
if (failed.length > 0) {
  console.error(`check failed: ${failed.join(', ')}`)
  process.exit(1)
}

function passes([title, ...command]) {
  console.log(`check: ${title}`)
  return spawnSync(process.execPath, command, {cwd: root, stdio: 'inherit'}).status === 0
}
