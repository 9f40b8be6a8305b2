/** What was compared on one random project, and where it differs from the real Metaxy. */
export interface ProjectReport {
  readonly seed: number
  steps: number
  /** Steps that need what is not built yet, by what they need. */
  readonly waiting: Map<string, number>
  /** Changes that were made, by kind. */
  readonly changes: Map<string, number>
  /** Those of them that were undone, by kind. */
  readonly undos: Map<string, number>
  /** Those that were not made, by kind and reason. */
  readonly refusals: Map<string, number>
  /** Increments whose figures were predicted and then found. */
  predictions: number
  /** Increments at which the real Metaxy itself fails. */
  unanswered: number
  readonly differences: {readonly where: string; readonly what: string}[]
}

export function emptyReport(seed: number): ProjectReport {
  return {
    seed,
    steps: 0,
    waiting: new Map(),
    changes: new Map(),
    undos: new Map(),
    refusals: new Map(),
    predictions: 0,
    unanswered: 0,
    differences: [],
  }
}

/** One more of this name. */
export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
