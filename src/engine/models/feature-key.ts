import {MetaxyError} from '../errors.ts'

/** A feature key in its canonical text: parts joined by `/` (versioning.md §1.1). */
export type FeatureKey = string

/** A field key in its canonical text: parts joined by `/`. */
export type FieldKey = string

const FIRST_PART = /^[a-z_][a-z0-9_-]*$/
const LATER_PART = /^[a-z0-9_][a-z0-9_-]*$/

/**
 * Checks a feature or field key.
 * @throws MetaxyError INVALID_FEATURE_KEY, naming the part that breaks the grammar (versioning.md §1.1).
 */
export function parseKey(key: string): FeatureKey {
  key.split('/').forEach((part, index) => {
    const grammar = index === 0 ? FIRST_PART : LATER_PART
    if (!grammar.test(part) || part.endsWith('\n') || part.includes('__')) {
      throw new MetaxyError({
        code: 'INVALID_FEATURE_KEY',
        message: `"${key}" is not a feature key: its part "${part}" is not allowed.`,
        hint: 'Parts are lower-case letters, digits, "_" and "-", joined by "/"; "__" is reserved.',
      })
    }
  })
  return key
}

/** `video/raw-frames` is kept in the table `video__raw_frames` (stores.md §0). */
export function tableName(feature: FeatureKey): string {
  return feature.replaceAll('-', '_').replaceAll('/', '__')
}

/** The member of a by-field struct that holds a field: `audio/french` → `audio_french`. */
export function structKey(field: FieldKey): string {
  return field.replaceAll('/', '_')
}

/** The order of keys: by their parts, not by their joined text (versioning.md §1.1). */
export function compareKeys(left: FeatureKey, right: FeatureKey): number {
  const a = left.split('/')
  const b = right.split('/')
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const order = compareText(a[index] ?? '', b[index] ?? '')
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Order by code unit, never by locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** System tables start with this part; they are never features of a person. */
export function isSystemKey(feature: FeatureKey): boolean {
  return feature.split('/')[0] === 'metaxy-system'
}
