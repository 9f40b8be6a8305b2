import type {GoldenCase, GoldenStep} from './cases.ts'
import {factsOf} from './step-facts.ts'
import {WAITING_RULES} from './waiting-rules.ts'

/** A step, and what it waits for. */
export interface PlannedStep {
  readonly step: GoldenStep
  readonly state:
    | {readonly kind: 'passes'}
    | {readonly kind: 'waits'; readonly reason: string}
    /** An earlier step that waits would have written what this one reads. */
    | {readonly kind: 'follows-waiting-write'}
}

const WRITING = /^(push|lock|metadata (write|delete|drop|rebase|copy|restore))\b/

/** Every step of a case in order: rules first, and from the first waiting step that writes on, all. */
export async function plannedSteps(golden: GoldenCase): Promise<readonly PlannedStep[]> {
  const planned: PlannedStep[] = []
  let writeWaits = false
  for (const step of golden.steps) {
    if (writeWaits) {
      planned.push({step, state: {kind: 'follows-waiting-write'}})
      continue
    }
    const facts = await factsOf(golden, step)
    const reason = WAITING_RULES.map(rule => rule(facts)).find(found => found !== null)
    planned.push({step, state: reason ? {kind: 'waits', reason} : {kind: 'passes'}})
    writeWaits = reason !== undefined && writes(step, facts.command)
  }
  return planned
}

function writes(step: GoldenStep, command: string): boolean {
  return WRITING.test(command) && step.exit === 0 && !step.run.includes('--dry-run')
}
