#!/usr/bin/env node
// Any Node that knows modules can parse this file, so an old one gets a sentence instead of a syntax
// error: nothing newer than dynamic import here, and nothing of the program before the check.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Error: metaxy-explorer needs Node 20.19 or newer; this is Node ${process.versions.node}.`,
  )
  process.exit(1)
}

start().catch(error => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes('main.js')) throw error
  console.error('Error: the program is not built yet.\nHint: npm run build')
  process.exit(1)
})

async function start() {
  await keepCompiled()
  await import('../dist/app/main.js')
}

/**
 * What Node compiles is kept for the next start, where only the person can write: in
 * `$XDG_CACHE_HOME/metaxy-explorer`. Node 22 can do that; without such a folder it is left.
 */
async function keepCompiled() {
  const {enableCompileCache} = await import('node:module')
  const {homedir} = await import('node:os')
  const {join} = await import('node:path')
  if (enableCompileCache === undefined) return
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  enableCompileCache(join(caches, 'metaxy-explorer'))
}
