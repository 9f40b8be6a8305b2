// Builds what is published into dist/: the engine as a library (tsc) and the program as one bundle
// (rolldown). `--program` builds the program alone. Plain JavaScript, since it runs on Node 20 too.
import {spawnSync} from 'node:child_process'
import {rmSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
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

if (!process.argv.includes('--program')) buildLibrary()
await buildProgram()

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
async function buildProgram() {
  const bundle = await rolldown({
    cwd: root,
    input: {main: 'src/app/main.ts'},
    platform: 'node',
    // Native: they cannot be bundled.
    external: [/^@duckdb\//],
    transform: {define: {'process.env.NODE_ENV': '"production"'}},
    plugins: [withoutDeveloperTools],
  })
  const {output} = await bundle.write({
    dir: `${root}dist/app`,
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  })
  await bundle.close()
  writeThirdPartyLicenses(
    output.flatMap(part => (part.type === 'chunk' ? part.moduleIds : [])),
    `${root}dist/app/THIRD-PARTY-LICENSES.txt`,
  )
}
