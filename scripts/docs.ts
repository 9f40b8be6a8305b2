// `npm run docs` writes the pages that are made of code and data; `--check` only says which are stale.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {fileURLToPath} from 'node:url'
import {readmeText} from '../test/golden/readme-text.ts'
import {keysPage} from './docs/keys-page.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const PAGES = [
  {file: 'docs/keys.md', text: keysPage},
  {file: 'test/golden/README.md', text: readmeText},
]

for (const {file, text} of PAGES) {
  const fresh = await text()
  if (!process.argv.includes('--check')) write(file, fresh)
  else if (read(file) !== fresh) {
    console.error(`${file} is stale: npm run docs`)
    process.exitCode = 1
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(`${ROOT}${file}`), {recursive: true})
  writeFileSync(`${ROOT}${file}`, text)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(`${ROOT}${file}`, 'utf8')
  } catch {
    return undefined
  }
}
