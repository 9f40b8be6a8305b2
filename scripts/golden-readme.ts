// Writes test/golden/README.md; `npm test` fails while it is out of date.
import {writeFileSync} from 'node:fs'
import {readmeText} from '../test/golden/readme-text.ts'

writeFileSync(new URL('../test/golden/README.md', import.meta.url), await readmeText())
