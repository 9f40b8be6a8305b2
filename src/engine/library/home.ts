import {type Filter, textOfFilter} from '../filter/col.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {parseKey} from '../models/feature-key.ts'
import type {Context} from '../questions/context.ts'
import type {AskOptions} from '../questions/questions.ts'
import type {OpenModes} from './open-modes.ts'
import type {Place} from './store-options.ts'

/** A metadata store as its operations see it. */
export interface Home {
  readonly modes: OpenModes
  place(): Promise<Place>
}

/** A feature by its key, `'raw/video'` or `['raw', 'video']`, or by its definition. */
export type Feature = string | readonly string[] | FeatureDefinition

/** One filter or several that all hold. */
export type Filters = Filter | readonly Filter[]

/**
 * The key of a feature; one that is named by its definition counts from then on as defined so.
 * @throws MetaxyError INVALID_FEATURE_KEY.
 */
export async function keyOf(home: Home, feature: Feature): Promise<FeatureKey> {
  if (typeof feature === 'string') return parseKey(feature)
  if (!isDefinition(feature)) return parseKey(feature.join('/'))
  const {room} = await home.place()
  room.define(feature)
  return feature.spec.key
}

/** What is open for writing is there, even if nothing was ever written. */
export async function contextOf(home: Home, asked: AskOptions = {}): Promise<Context> {
  const {room, name} = await home.place()
  if (home.modes.isWriting) await (await room.metadataStores.of(name)).create()
  return room.context(asked, name)
}

export function filterTexts(filters: Filters | undefined): readonly string[] {
  if (filters === undefined) return []
  return isList(filters) ? filters.map(textOfFilter) : [textOfFilter(filters)]
}

function isDefinition(feature: Feature): feature is FeatureDefinition {
  return typeof feature === 'object' && 'spec' in feature
}

function isList(filters: Filters): filters is readonly Filter[] {
  return Array.isArray(filters)
}
