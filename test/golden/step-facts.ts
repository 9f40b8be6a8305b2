import {type Config, loadConfig, type MetadataStoreConfig} from '../../src/engine/index.ts'
import {type GoldenCase, type GoldenStep, projectOf} from './cases.ts'

/** What the rules of waiting are about: the arguments of a step, and the project it runs in. */
export interface StepFacts {
  /** Its words without options and keys: `metadata increment`. */
  readonly command: string
  readonly step: GoldenStep
  /** The metadata store that it is asked of; null when the configuration has no such store. */
  readonly metadataStore: MetadataStoreConfig | null
}

export async function factsOf(golden: GoldenCase, step: GoldenStep): Promise<StepFacts> {
  const words = wordsOf(step)
  const config = await configOf(projectOf(golden), step)
  const name = option(step, '--store') ?? config?.store ?? ''
  return {
    command: words.slice(0, GROUPS.has(words[0] ?? '') ? 2 : 1).join(' '),
    step,
    metadataStore: config?.stores.get(name) ?? null,
  }
}

async function configOf(directory: string, step: GoldenStep): Promise<Config | null> {
  const configFile = option(step, '--config-file')
  const given = configFile === undefined ? {} : {configFile}
  return loadConfig({directory, env: step.env ?? {}, ...given}).catch(() => null)
}

const GROUPS = new Set(['list', 'describe', 'graph', 'graph-diff', 'metadata', 'config'])

/** The value of an option that is said once. */
function option({run}: GoldenStep, name: string): string | undefined {
  const at = run.indexOf(name)
  return at === -1 ? undefined : run[at + 1]
}

/** Arguments before the first option of the command; in every step the keys come first. */
function wordsOf({run}: GoldenStep): readonly string[] {
  const start = run[0] === '--config-file' ? 2 : 0
  const end = run.findIndex((arg, index) => index >= start && arg.startsWith('-'))
  return run.slice(start, end === -1 ? undefined : end)
}
