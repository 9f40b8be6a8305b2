// Compiles src/engine/duckdb/hash-kernel/*.as.ts to WebAssembly and writes it, as base64 in a module,
// to src/engine/duckdb/hash-kernel.wasm.ts. The same sources always give the same bytes.
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import asc from 'assemblyscript/asc'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = 'src/engine/duckdb/hash-kernel/kernel.as.ts'
const target = 'src/engine/duckdb/hash-kernel.wasm.ts'

/** The text of the module that holds the compiled kernel. */
export async function hashKernelModule() {
  const lines = (await compile()).toString('base64').match(/.{1,96}/g) ?? []
  return `// Made by scripts/build-hash-kernel.mjs from hash-kernel/*.as.ts; not edited by hand.
export const hashKernelWasm = [
${lines.map(line => `  '${line}',`).join('\n')}
].join('')
`
}

async function compile() {
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=']
  const files = new Map()
  const {error, stderr} = await asc.main(
    [source, ...options, '--baseDir', root, '--outFile', 'kernel.wasm'],
    {writeFile: (name, contents) => files.set(name, contents)},
  )
  if (error !== null) throw new Error(`${source} does not compile:\n${stderr}`, {cause: error})
  return Buffer.from(files.get('kernel.wasm'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(join(root, target), await hashKernelModule())
}
