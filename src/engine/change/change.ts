import type {SampleId} from '../models/cell-value.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {RowsInput} from '../models/rows-input.ts'

/** Which rows a change is about: filter texts that all hold, or exactly these samples. */
export type ChangeScope =
  | {readonly kind: 'filter'; readonly filters: readonly string[]}
  | {readonly kind: 'samples'; readonly ids: readonly SampleId[]}

/** What a person stages; plain data, nothing looked up. */
export type Change =
  | {
      readonly kind: 'soft-delete'
      readonly feature: FeatureKey
      readonly where: ChangeScope
      readonly withFeatureHistory: boolean
    }
  | {readonly kind: 'restore'; readonly feature: FeatureKey; readonly where: ChangeScope}
  /** Takes back what an operation of the journal did; see commands.md §3. */
  | {readonly kind: 'undo'; readonly feature: FeatureKey; readonly operation: string}
  /** Removes stored rows for good, old ones and tombstones too (stores.md §5.2). */
  | {
      readonly kind: 'hard-delete'
      readonly feature: FeatureKey
      readonly where: ChangeScope
      readonly withFeatureHistory: boolean
    }
  /** Removes all rows of a feature, as Metaxy drops one. */
  | {readonly kind: 'drop'; readonly feature: FeatureKey}
  /** Carries rows of one feature version over to another, with provenance of today (stores.md §6). */
  | {
      readonly kind: 'rebase'
      readonly feature: FeatureKey
      readonly where: ChangeScope
      /** Whole feature versions; null: the current one. */
      readonly from: string
      readonly to: string | null
    }
  /** Copies rows of another metadata store into the chosen one (stores.md §5.5). */
  | {
      readonly kind: 'copy'
      readonly feature: FeatureKey
      readonly where: ChangeScope
      /** The name of the other metadata store. */
      readonly from: string
      readonly withFeatureHistory: boolean
      readonly withSampleHistory: boolean
      /** Leaves out what the chosen store has of the same id and feature version. */
      readonly onlyMissing: boolean
      /** Only rows that were written under this project version. */
      readonly fromSnapshot: string | null
    }
  /** Rows that a pipeline hands over (stores.md §4.1). */
  | {
      readonly kind: 'write'
      readonly feature: FeatureKey
      readonly rows: RowsInput
      readonly materializationId: string | null
      readonly preserveFeatureVersion: boolean
    }
