// Builds what is published into dist/: the engine as a library (tsc) and the program as one bundle
// (rolldown). `--program` builds the program alone; with `--entry FILE --out FOLDER` another program
// on the same sources. Plain JavaScript, since it runs on Node 20 too.
import {spawnSync} from 'node:child_process'
import {rmSync} from 'node:fs'
import {resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {rolldown} from 'rolldown'
import {changedPackages} from './changed-packages.mjs'
import {writeThirdPartyLicenses} from './third-party-licenses.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const {values} = parseArgs({
  options: {
    program: {type: 'boolean', default: false},
    entry: {type: 'string', default: 'src/app/main.ts'},
    out: {type: 'string', default: 'dist/app'},
  },
})

if (!values.program) buildLibrary()
await buildProgram(values.entry, resolve(root, values.out))

function buildLibrary() {
  rmSync(`${root}dist`, {recursive: true, force: true})
  const tsc = `${root}node_modules/typescript/bin/tsc`
  const {status} = spawnSync(process.execPath, [tsc, '-p', `${root}tsconfig.build.json`], {
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) process.exit(status ?? 1)
}

/**
 * React must see NODE_ENV=production before it loads, so the bundle says it. Parts that `main.ts`
 * imports dynamically (screens, Arrow) become files of their own, which commands never load.
 */
async function buildProgram(entry, dir) {
  const bundle = await rolldown({
    cwd: root,
    input: {main: resolve(root, entry)},
    platform: 'node',
    // Native: it cannot be bundled.
    external: [/^@duckdb\/node-bindings/],
    transform: {define: {'process.env.NODE_ENV': '"production"'}},
    // One for Ink, its parts and us: they agree on every width, and its patterns are compiled once.
    resolve: {alias: {'string-width': resolve(root, 'node_modules/string-width/index.js')}},
    plugins: changedPackages,
  })
  const {output} = await bundle.write({
    dir,
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    // Half as much to parse at every start. Names are kept: they are in the stack of a crash.
    minify: {compress: {keepNames: {function: true, class: true}}, mangle: {keepNames: true}},
  })
  await bundle.close()
  writeThirdPartyLicenses(
    output.flatMap(part => (part.type === 'chunk' ? part.moduleIds : [])),
    resolve(dir, 'THIRD-PARTY-LICENSES.txt'),
  )
}
