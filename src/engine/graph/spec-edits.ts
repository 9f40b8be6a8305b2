import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {FeatureDep, FeatureSpec} from '../models/feature-spec.ts'
import type {FieldsMapping} from '../models/fields-mapping.ts'
import {isJsonObject, type JsonValue, parseJson} from '../models/json.ts'
import {type Lineage, lineageLabel} from '../models/lineage.ts'
import {pythonJson} from '../models/python-json.ts'
import {fieldAddressText} from './feature-graph.ts'
import type {ComparedField, MovedParent} from './field-difference.ts'
import {groupBy} from './group-by.ts'

/** What a person edited of a feature that can move versions or rows, in words. */
export function ownEdits(
  from: FeatureSpec,
  to: FeatureSpec,
  fields: readonly ComparedField[],
): readonly string[] {
  return [
    ...(same(from.idColumns, to.idColumns)
      ? []
      : [`id columns changed: ${from.idColumns.join(', ')} → ${to.idColumns.join(', ')}`]),
    ...depEdits(from.deps, to.deps),
    ...fields.flatMap(fieldEdits),
  ]
}

/** Which upstream fields moved it, upstream by upstream. */
export function upstreamMoves(fields: readonly ComparedField[]): readonly string[] {
  const moved = new Map(
    fields.flatMap(field => field.moved).map(one => [fieldAddressText(one.address), one]),
  )
  return [...groupBy(moved.values(), one => one.address.feature)].map(
    ([feature, parents]) => `upstream ${feature} changed: ${parents.map(parentText).join(', ')}`,
  )
}

/** What only definition and project version are made of, in words. */
export function sideEdits(from: FeatureDefinition, to: FeatureDefinition): readonly string[] {
  return [
    ...(from.spec.description === to.spec.description ? [] : ['description changed']),
    ...(sameMember(from.specJson, to.specJson, 'metadata') ? [] : ['metadata changed']),
    ...(sameJson(parseJson(from.schemaJson), parseJson(to.schemaJson)) ? [] : ['schema changed']),
  ]
}

function fieldEdits({difference, rewired}: ComparedField): readonly string[] {
  const {key, change, from, to} = difference
  if (change === 'added' || change === 'removed') return [`field ${key} ${change}`]
  return [
    ...(from?.codeVersion === to?.codeVersion
      ? []
      : [`field ${key}: code version ${from?.codeVersion} → ${to?.codeVersion}`]),
    ...(rewired.length === 0
      ? []
      : [`field ${key}: dependencies changed: ${rewired.map(rewiredText).join(', ')}`]),
  ]
}

function depEdits(from: readonly FeatureDep[], to: readonly FeatureDep[]): readonly string[] {
  const before = new Map(from.map(dep => [dep.feature, dep]))
  const after = new Map(to.map(dep => [dep.feature, dep]))
  return [
    ...to.filter(dep => !before.has(dep.feature)).map(dep => `dependency on ${dep.feature} added`),
    ...from
      .filter(dep => !after.has(dep.feature))
      .map(dep => `dependency on ${dep.feature} removed`),
    ...to.flatMap(dep => {
      const was = before.get(dep.feature)
      return was === undefined
        ? []
        : changesOfDep(was, dep).map(what => `dependency on ${dep.feature}: ${what}`)
    }),
  ]
}

function changesOfDep(from: FeatureDep, to: FeatureDep): readonly string[] {
  return [
    ...lineageEdit(from.lineage, to.lineage),
    ...(from.optional === to.optional ? [] : [to.optional ? 'now optional' : 'now required']),
    ...(same(from.select, to.select) ? [] : ['selected columns changed']),
    ...(same([...from.rename], [...to.rename]) ? [] : ['renamed columns changed']),
    ...(same(from.filters, to.filters) ? [] : ['filters changed']),
    ...(same(mappingParts(from.fieldsMapping), mappingParts(to.fieldsMapping))
      ? []
      : ['fields mapping changed']),
  ]
}

function lineageEdit(from: Lineage, to: Lineage): readonly string[] {
  if (same(from, to)) return []
  const [was, is] = [lineageText(from), lineageText(to)]
  return [`lineage changed: ${was} → ${is}`]
}

function lineageText(lineage: Lineage): string {
  const on = lineage.kind === 'identity' ? null : lineage.on
  return on === null ? lineageLabel(lineage) : `${lineageLabel(lineage)} on ${on.join(', ')}`
}

function mappingParts(mapping: FieldsMapping): unknown {
  return mapping.type === 'specific' ? [...mapping.mapping] : mapping
}

function parentText({address, how}: MovedParent): string {
  return how === 'moved' ? address.field : `${address.field} ${how}`
}

function rewiredText({address, how}: MovedParent): string {
  return `${how === 'added' ? 'now' : 'no longer'} ${fieldAddressText(address)}`
}

/** Plain data: texts, flags, null and lists of them. */
function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

function sameMember(left: string, right: string, name: string): boolean {
  const [one, other] = [left, right].map(text => {
    const json = parseJson(text)
    return isJsonObject(json) ? json.get(name) : undefined
  })
  return sameJson(one ?? null, other ?? null)
}

function sameJson(left: JsonValue, right: JsonValue): boolean {
  return pythonJson(left) === pythonJson(right)
}
