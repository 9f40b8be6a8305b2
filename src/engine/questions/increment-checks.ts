import {MetaxyError, type Warning} from '../errors.ts'
import type {FeaturePlan} from '../graph/feature-graph.ts'
import type {IncrementRequest} from '../models/increment.ts'
import type {Column} from '../models/system-columns.ts'
import type {ExpectedRows} from '../versioning/expected-rows.ts'
import {groupOrder} from '../versioning/join-columns.ts'
import {keysCompare} from '../versioning/key-types.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** @throws MetaxyError SCHEMA_ERROR when stored and expected rows have no common key to compare by. */
export function refuseOtherKeys(target: TableSource, {columns, joinColumns}: ExpectedRows): void {
  const typeIn = (list: readonly Column[], name: string) =>
    list.find(column => column.name === name)?.type
  const missing = joinColumns.filter(name => typeIn(target.columns, name) === undefined)
  if (missing.length > 0) {
    throw new MetaxyError({
      code: 'SCHEMA_ERROR',
      message: `The table of ${target.feature} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')} by which it is compared with its upstream.`,
      hint: 'Write the upstream id columns along with the feature.',
      details: {feature: target.feature, missing},
    })
  }
  for (const name of joinColumns) {
    const [stored = '', expected = ''] = [typeIn(target.columns, name), typeIn(columns, name)]
    if (keysCompare(stored, expected)) continue
    throw new MetaxyError({
      code: 'SCHEMA_ERROR',
      message: `The column "${name}" is ${stored} in the table of ${target.feature} but ${expected} in what it is compared with.`,
      hint: 'Write both with the same type of id.',
      details: {feature: target.feature, column: name},
    })
  }
}

/** Groups whose rows come in no order: Metaxy's hash of them is another each time (versioning.md §6.3). */
export function undefinedOrders({spec, parents}: FeaturePlan): readonly Warning[] {
  return parents
    .filter(({dep}) => dep.lineage.kind === 'aggregation')
    .filter(parent => groupOrder(parent, spec).length < parent.spec.idColumns.length)
    .map(({dep}) => ({
      code: 'group_order_undefined',
      message: `${spec.key} groups ${dep.feature} without all of its id columns: the rows of a group come in no order, and its hash cannot be reproduced.`,
      feature: spec.key,
      upstream: dep.feature,
    }))
}

/** Filters for features that are not read, as Metaxy leaves them unused. */
export function unusedFilters(
  {spec, parents}: FeaturePlan,
  {upstreamFilters}: IncrementRequest,
): readonly Warning[] {
  const read = new Set([spec.key, ...parents.map(parent => parent.spec.key)])
  return [...(upstreamFilters?.keys() ?? [])]
    .filter(feature => !read.has(feature))
    .map(feature => ({
      code: 'filter_not_used',
      message: `The filter on ${feature} is not used: ${spec.key} does not depend on it directly.`,
      feature,
    }))
}
