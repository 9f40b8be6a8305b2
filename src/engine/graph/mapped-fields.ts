import type {FieldKey} from '../models/feature-key.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import type {FieldsMapping} from '../models/fields-mapping.ts'

/**
 * Which fields of one upstream feature a field maps to when it names none itself
 * (versioning.md §2.4, §3.2).
 */
export function mappedFields(
  mapping: FieldsMapping,
  field: FieldKey,
  upstream: FeatureSpec,
): readonly FieldKey[] {
  const keys = upstream.fields.map(({key}) => key)
  switch (mapping.type) {
    case 'all':
      return keys
    case 'none':
      return []
    case 'specific':
      return keys.filter(key => mapping.mapping.get(field)?.includes(key))
    case 'default': {
      const candidates = keys.filter(key => !mapping.excludeFields.includes(key))
      const alike = candidates.filter(
        key => key === field || (mapping.matchSuffix && endsWith(key, field)),
      )
      // Without a match by name a field depends on everything that is not excluded.
      return alike.length > 0 ? alike : candidates
    }
  }
}

/** `audio/french` ends with the parts of `french`. */
function endsWith(key: FieldKey, suffix: FieldKey): boolean {
  return key.endsWith(`/${suffix}`)
}
