// `npm start [-- DIR | command …]`: the program as if called where the person stands, not where the
// package lies (npm changes the directory first). Without arguments: the bundled demo project.
import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const given = process.argv.slice(2)

// `npm ci --ignore-scripts` leaves the program unbuilt.
if (!existsSync(`${root}dist/app/main.js`)) {
  spawnSync(process.execPath, [`${root}scripts/build.mjs`], {stdio: 'inherit'})
}

process.chdir(process.env.INIT_CWD ?? process.cwd())
process.argv = [process.execPath, `${root}bin/mxx.mjs`, ...(given.length === 0 ? ['demo'] : given)]
await import('../bin/mxx.mjs')
