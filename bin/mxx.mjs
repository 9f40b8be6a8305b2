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

import('../dist/app/main.js').catch(error => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes('main.js')) throw error
  console.error('Error: the program is not built yet.\nHint: npm run build')
  process.exit(1)
})
