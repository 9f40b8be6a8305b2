// `npm start [-- DIR | command …]`: the program as if called where the person stands, not where the
// package lies (npm changes the directory first). Without arguments: the bundled demo project.
import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const bin = fileURLToPath(new URL('../bin/mxx.mjs', import.meta.url))
const given = process.argv.slice(2)

// `npm ci --ignore-scripts` leaves the program unbuilt.
if (!existsSync(new URL('../dist/app/main.js', import.meta.url))) await import('./build.mjs')

process.chdir(process.env.INIT_CWD ?? process.cwd())
process.argv = [process.execPath, bin, ...(given.length === 0 ? ['demo'] : given)]
await import('../bin/mxx.mjs')
