import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

/** One story recorded from the real Metaxy: a project folder, and what commands answer in it. */
export interface GoldenCase {
  readonly name: string
  readonly about: string
  /** The version of Metaxy that answered. */
  readonly metaxy: string
  readonly steps: readonly GoldenStep[]
}

export interface GoldenStep {
  readonly about: string
  /** Arguments of `mxx`, without `--format json`. */
  readonly run: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly exit: number
  readonly expect: unknown
}

const FOLDER = fileURLToPath(new URL('./cases/', import.meta.url))

export function goldenCases(): readonly GoldenCase[] {
  return readdirSync(FOLDER)
    .sort()
    .map(name => JSON.parse(readFileSync(`${FOLDER}${name}/case.json`, 'utf8')))
}

/** The project as it was before the first step; read, never written to. */
export function projectOf(golden: GoldenCase): string {
  return `${FOLDER}${golden.name}/project`
}
