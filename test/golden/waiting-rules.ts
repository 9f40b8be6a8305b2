import {NOT_BUILT} from '../../src/app/headless/commands/not-built.ts'
import type {StepFacts} from './step-facts.ts'

/** One thing that is not built yet: answers what a step waits for, or null when it needs none of it. */
export type WaitingRule = (facts: StepFacts) => string | null

const OPEN_NO_STORE = new Set(['list stores', 'config print'])

/** Refusals that need the arguments and the configuration, nothing of a metadata store. */
const REFUSED_EARLY = new Set([
  'CONFIG_ERROR',
  'CONFLICTING_FLAGS',
  'INVALID_FEATURE_KEY',
  'INVALID_FILTER',
  'MISSING_CONFIRMATION',
  'MISSING_REQUIRED_FLAG',
  'STORE_NOT_FOUND',
])

/** In the order in which they are named when several hold. */
export const WAITING_RULES: readonly WaitingRule[] = [commandNotBuilt, storeKind]

/** Commands that answer UNSUPPORTED, as the program itself lists them. */
function commandNotBuilt({command}: StepFacts): string | null {
  return NOT_BUILT.includes(command) ? `\`${command}\`` : null
}

function storeKind(facts: StepFacts): string | null {
  const kind = facts.metadataStore?.kind ?? 'duckdb'
  if (kind === 'duckdb' || kind === 'delta') return null
  if (OPEN_NO_STORE.has(facts.command) || isRefusedEarly(facts)) return null
  return `${kind} store`
}

function isRefusedEarly({step}: StepFacts): boolean {
  const {expect} = step
  const isError = typeof expect === 'object' && expect !== null && 'error' in expect
  return isError && REFUSED_EARLY.has(String(expect.error))
}
