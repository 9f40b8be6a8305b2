import {type Ended, runMxx} from '../helpers/run-mxx.ts'
import type {GoldenStep} from './cases.ts'
import {differences} from './match.ts'
import type {OpenProjects} from './open-projects.ts'

/** Where one step goes wrong; empty when it answers what the real Metaxy did. */
export async function runStep(
  step: GoldenStep,
  project: string,
  state: string,
  projects: OpenProjects,
): Promise<readonly string[]> {
  const ended = await runMxx([...step.run, '--format', 'json'], {
    cwd: project,
    env: {XDG_STATE_HOME: state, ...step.env},
    doors: {openProject: await projects.doorFor(step)},
  })
  const document = documentOf(ended)
  const found = differences(step.expect, document)
  if (ended.exit === step.exit && found.length === 0) return []
  const failure = isFailure(document) ? [`answered ${document.error}: ${document.message}`] : []
  return [`exit ${ended.exit}, expected ${step.exit}`, ...failure, ...found.slice(0, 5)]
}

function documentOf({stdout, stderr}: Ended): unknown {
  try {
    return JSON.parse(stdout)
  } catch {
    return `no JSON document on stdout: ${stdout}${stderr}`
  }
}

function isFailure(document: unknown): document is {error: unknown; message: unknown} {
  return (
    typeof document === 'object' &&
    document !== null &&
    'error' in document &&
    'message' in document
  )
}
