// Builds what is published into dist/: the engine as a library (tsc) and the program as one bundle
// (rolldown). `--program` builds the program alone; with `--entry FILE --out FOLDER` another program
// on the same sources. Plain JavaScript, since it runs on Node 20 too.
import {spawnSync} from 'node:child_process'
import {rmSync} from 'node:fs'
import {resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {rolldown} from 'rolldown'
import {writeThirdPartyLicenses} from './third-party-licenses.mjs'

/** Ink would load React's developer tools when DEV is set; they are not a dependency. */
const withoutDeveloperTools = {
  name: 'without-developer-tools',
  transform: {
    filter: {id: /ink[/\\]build/},
    handler: code => code.replaceAll("process.env['DEV'] === 'true'", 'false'),
  },
}

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
    // Native: they cannot be bundled.
    external: [/^@duckdb\//],
    transform: {define: {'process.env.NODE_ENV': '"production"'}},
    plugins: [withoutDeveloperTools],
  })
  const {output} = await bundle.write({
    dir,
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  })
  await bundle.close()
  writeThirdPartyLicenses(
    output.flatMap(part => (part.type === 'chunk' ? part.moduleIds : [])),
    resolve(dir, 'THIRD-PARTY-LICENSES.txt'),
  )
}
