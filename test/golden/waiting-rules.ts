import {NOT_BUILT} from '../../src/app/headless/commands/not-built.ts'
import type {StepFacts} from './step-facts.ts'

/** One thing that is not built yet: answers what a step waits for, or null when it needs none of it. */
export type WaitingRule = (facts: StepFacts) => string | null

const OPEN_NO_STORE = new Set(['list stores', 'config print'])
const COMPUTE_INCREMENTS = new Set(['metadata increment', 'metadata status'])

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
export const WAITING_RULES: readonly WaitingRule[] = [commandNotBuilt, storeKind, fallbackStore]

/** Commands that answer UNSUPPORTED, as the program itself lists them. */
function commandNotBuilt({command}: StepFacts): string | null {
  return NOT_BUILT.includes(command) ? `\`${command}\`` : null
}

function storeKind(facts: StepFacts): string | null {
  const kind = facts.metadataStore?.kind ?? 'duckdb'
  if (kind === 'duckdb' || OPEN_NO_STORE.has(facts.command) || isRefusedEarly(facts)) return null
  return kind === 'delta' ? 'Delta store' : `${kind} store`
}

/**
 * With fallback stores: definitions or a table that are not in the chosen metadata store. An increment
 * reads the direct upstream, too.
 */
function fallbackStore(facts: StepFacts): string | null {
  const {metadataStore, command, features, hasTable} = facts
  if ((metadataStore?.fallbackStores ?? []).length === 0) return null
  if (OPEN_NO_STORE.has(command) || isRefusedEarly(facts)) return null
  const needed = COMPUTE_INCREMENTS.has(command)
    ? features.flatMap(spec => [spec.key, ...spec.deps.map(dep => dep.feature)])
    : features.map(spec => spec.key)
  const isThere = ['metaxy-system/feature_versions', ...needed].every(key =>
    hasTable(key.replace('metaxy-system', 'metaxy_system')),
  )
  return isThere ? null : 'fallback store'
}

function isRefusedEarly({step}: StepFacts): boolean {
  const {expect} = step
  const isError = typeof expect === 'object' && expect !== null && 'error' in expect
  return isError && REFUSED_EARLY.has(String(expect.error))
}
