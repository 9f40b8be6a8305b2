import type {MetaData, Protocol} from './actions.ts'
import {unsupportedFeature} from './delta-errors.ts'
import {type DeltaField, usesType} from './delta-schema.ts'

/** The one table feature that Metaxy's tables have: timestamps without a time zone. */
export const NAIVE_TIMESTAMPS = 'timestampNtz'

/** What the versions between ours and the one that lists its features stand for. */
const WRITER_VERSIONS = [
  'check constraints',
  'the change data feed, generated columns',
  'columnMapping',
  'identity columns',
]

/**
 * Whether we read a table of this protocol: reader version 1, or 3 with timestampNtz alone (stores.md
 * §2.4).
 *
 * @throws MetadataStoreError UNSUPPORTED, naming what the table uses.
 */
export function checkReadable(root: string, protocol: Protocol, metaData: MetaData): void {
  const {minReaderVersion, readerFeatures} = protocol
  const refuse = (feature: string) => {
    throw unsupportedFeature(root, feature, 'read')
  }
  const foreign = (readerFeatures ?? []).filter(feature => feature !== NAIVE_TIMESTAMPS)
  if (minReaderVersion > 3) refuse(`reader version ${minReaderVersion}`)
  if (minReaderVersion === 3 && foreign.length > 0) refuse(foreign.join(', '))
  const mapping = metaData.configuration['delta.columnMapping.mode'] ?? 'none'
  if (minReaderVersion === 2 || mapping !== 'none') refuse('columnMapping')
  if (metaData.format.provider !== 'parquet')
    refuse(`files of the kind ${metaData.format.provider}`)
}

/**
 * Whether we may write to it, too: writer version up to 2, or 7 with timestampNtz alone.
 *
 * @param removing whether rows are taken out of it.
 * @throws MetadataStoreError UNSUPPORTED, naming what the table uses.
 */
export function checkWritable(
  root: string,
  protocol: Protocol,
  metaData: MetaData,
  fields: readonly DeltaField[],
  removing: boolean,
): void {
  const {minWriterVersion, writerFeatures} = protocol
  const refuse = (feature: string) => {
    throw unsupportedFeature(root, feature, 'written')
  }
  if (minWriterVersion > 7) refuse(`writer version ${minWriterVersion}`)
  if (minWriterVersion > 2 && minWriterVersion < 7) {
    refuse(WRITER_VERSIONS.slice(0, minWriterVersion - 2).join(', '))
  }
  const known = [NAIVE_TIMESTAMPS, 'appendOnly', 'invariants']
  const foreign = (writerFeatures ?? []).filter(feature => !known.includes(feature))
  if (minWriterVersion === 7 && foreign.length > 0) refuse(foreign.join(', '))
  if (fields.some(field => 'delta.invariants' in field.metadata)) refuse('invariants')
  if (removing && metaData.configuration['delta.appendOnly'] === 'true') refuse('appendOnly')
}

/** The protocol of a table with these columns, as delta-rs chooses it (stores.md §2.4). */
export function protocolFor(
  fields: readonly DeltaField[],
  before: Protocol | null,
  metaData: MetaData | null,
): Protocol {
  const earlier = before ?? {minReaderVersion: 1, minWriterVersion: 2}
  if (!usesType(fields, 'timestamp_ntz') || earlier.minReaderVersion >= 3) return earlier
  // From here on a property counts only when its feature is listed.
  const kept = metaData?.configuration['delta.appendOnly'] === 'true' ? ['appendOnly'] : []
  return {
    minReaderVersion: 3,
    minWriterVersion: 7,
    readerFeatures: [NAIVE_TIMESTAMPS],
    writerFeatures: [NAIVE_TIMESTAMPS, ...kept],
  }
}
