import type {FieldKey} from './feature-key.ts'

/** Which upstream fields a field is computed from when it names none itself (versioning.md §2.4). */
export type FieldsMapping =
  | {
      readonly type: 'default'
      readonly matchSuffix: boolean
      readonly excludeFields: readonly FieldKey[]
    }
  | {readonly type: 'specific'; readonly mapping: ReadonlyMap<FieldKey, readonly FieldKey[]>}
  | {readonly type: 'all'}
  | {readonly type: 'none'}
