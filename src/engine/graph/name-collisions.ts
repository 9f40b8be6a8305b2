import type {Warning} from '../errors.ts'
import {structKey, tableName} from '../models/feature-key.ts'
import {type FeatureGraph, type FieldAddress, fieldAddressText} from './feature-graph.ts'
import {featurePlan, parentFields} from './feature-plan.ts'
import {groupBy} from './group-by.ts'

/**
 * Different keys that Metaxy keeps under one name: features in one table, fields in one member of
 * the by-field structs, parents in one temporary column (versioning.md §1.1, traps 30 and 33).
 *
 * @param graph a checked graph.
 */
export function nameCollisions(graph: FeatureGraph): readonly Warning[] {
  return [...tableCollisions(graph), ...structKeyCollisions(graph), ...parentCollisions(graph)]
}

function tableCollisions(graph: FeatureGraph): readonly Warning[] {
  return shared(graph.definitions.keys(), tableName).map(([table, features]) => ({
    code: 'table_name_collision',
    message: `Features ${listed(features)} share the table "${table}": their rows mix.`,
    table,
    features,
  }))
}

function structKeyCollisions(graph: FeatureGraph): readonly Warning[] {
  return [...graph.definitions.values()].flatMap(({spec}) => {
    const keys = spec.fields.map(field => field.key)
    return shared(keys, structKey).map(([name, fields]) => ({
      code: 'struct_key_collision',
      message: `Fields ${listed(fields)} of feature "${spec.key}" share the struct key "${name}": only one value is stored.`,
      feature: spec.key,
      struct_key: name,
      fields,
    }))
  })
}

function parentCollisions(graph: FeatureGraph): readonly Warning[] {
  return [...graph.definitions.keys()].flatMap(feature => {
    const plan = featurePlan(graph, feature)
    const parents = new Map(
      plan.spec.fields
        .flatMap(field => parentFields(plan, field.key))
        .map(parent => [fieldAddressText(parent), parent]),
    )
    return shared(parents.values(), temporaryColumn).map(([, mixed]) => ({
      code: 'parent_name_collision',
      message: `Metaxy mixes up the parents ${listed(mixed.map(fieldAddressText))} of feature "${feature}": its provenance differs from ours.`,
      feature,
      parents: mixed.map(fieldAddressText),
    }))
  })
}

function temporaryColumn({feature, field}: FieldAddress): string {
  return `${tableName(feature)}_${structKey(field)}`
}

/** Names that more than one item has, with those items. */
function shared<Item>(
  items: Iterable<Item>,
  nameOf: (item: Item) => string,
): readonly (readonly [string, readonly Item[]])[] {
  return [...groupBy(items, nameOf)].filter(([, group]) => group.length > 1)
}

function listed(names: readonly string[]): string {
  return names.map(name => `"${name}"`).join(' and ')
}
