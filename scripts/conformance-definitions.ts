/**
 * Random graphs of the real Metaxy, pushed, compared and locked by `mxx`:
 * npm run conformance:definitions -- --oracle DIR [--python PATH] [--count N] [--seed S] [--backend duckdb|delta]
 *
 * DIR holds the oracle's scripts, PATH is a Python with its requirements.
 */
import {spawn} from 'node:child_process'
import path from 'node:path'
import readline from 'node:readline'
import {parseArgs} from 'node:util'
import {type AskDefinitions, checkDefinitions} from '../test/conformance/check-definitions.ts'

const {values} = parseArgs({
  options: {
    oracle: {type: 'string'},
    python: {type: 'string', default: 'python3'},
    count: {type: 'string', default: '100'},
    seed: {type: 'string', default: '1'},
    backend: {type: 'string', default: 'duckdb'},
  },
})

if (values.oracle === undefined) {
  console.error('Say where the oracle lies: npm run conformance:definitions -- --oracle DIR')
  process.exit(2)
}
const directory = path.resolve(process.env.INIT_CWD ?? '.', values.oracle)
const script = path.join(import.meta.dirname, '../test/conformance/definitions-oracle.py')
const oracle = spawn(values.python, ['-B', script, directory], {
  stdio: ['pipe', 'pipe', 'inherit'],
  env: {...process.env, PYTHONHASHSEED: '0'},
})
const lines = readline.createInterface({input: oracle.stdout})[Symbol.asyncIterator]()
const ask: AskDefinitions = async question => {
  oracle.stdin.write(`${JSON.stringify(question)}\n`)
  const {value, done} = await lines.next()
  if (done === true) throw new Error('the real Metaxy ended')
  return JSON.parse(value)
}

const backend = values.backend === 'delta' ? 'delta' : 'duckdb'
const started = performance.now()
const different: number[] = []
for (let seed = Number(values.seed); seed < Number(values.seed) + Number(values.count); seed += 1) {
  const wrong = await checkDefinitions(ask, seed, backend)
  if (wrong.length > 0) {
    different.push(seed)
    console.log(`seed ${seed}:\n  ${wrong.join('\n  ')}`)
  }
}
oracle.stdin.end()
const seconds = Math.round((performance.now() - started) / 1000)
console.log(
  `${values.count} graphs on ${backend} from seed ${values.seed}, ${seconds} s: ` +
    (different.length === 0 ? '0 differences' : `differences at ${different.join(' ')}`),
)
process.exitCode = different.length === 0 ? 0 : 1
