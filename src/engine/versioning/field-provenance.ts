import type {HashAlgorithm} from '../config/config.ts'
import {LONGEST_INLINE} from '../duckdb/hash-kernel.ts'
import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {type FieldAddress, fieldAddressText} from '../graph/feature-graph.ts'
import {compareText, type FieldKey, structKey} from '../models/feature-key.ts'
import type {FieldSpec} from '../models/feature-spec.ts'
import type {PreparedParent} from './prepared-parent.ts'
import {hashExpression} from './sample-hash.ts'

/** How sample-level versions are hashed; the configuration says it (versioning.md §5.1). */
export interface SampleHash {
  readonly algorithm: HashAlgorithm
  readonly truncation: number
}

/** A field and the upstream fields it is computed from, sorted by their address. */
export interface FieldInput {
  readonly field: FieldSpec
  readonly parents: readonly FieldAddress[]
}

/** The upstream part of the texts that are hashed: one column for all fields with the same parents. */
export interface UpstreamTexts {
  readonly names: readonly string[]
  /** What is selected for each name. */
  readonly columns: readonly Query[]
  of(input: FieldInput): Query
}

/**
 * `|feature.field|version|…` of every set of parents, over the joined upstreams; NULL as soon as a
 * required version is (versioning.md §5.2).
 */
export function upstreamTexts(
  inputs: readonly FieldInput[],
  prepared: readonly PreparedParent[],
): UpstreamTexts {
  const texts = new Map<string, {name: string; value: Query}>()
  for (const {parents} of inputs) {
    const key = parents.map(fieldAddressText).join(' ')
    if (texts.has(key)) continue
    texts.set(key, {name: `__mxx_text_${texts.size}`, value: upstreamText(parents, prepared)})
  }
  return {
    names: [...texts.values()].map(({name}) => name),
    columns: [...texts.values()].map(({name, value}) => sql`${value} AS ${ident(name)}`),
    of: ({parents}) => {
      const found = texts.get(parents.map(fieldAddressText).join(' '))
      return found === undefined ? raw('NULL') : ident(found.name)
    },
  }
}

/** The hash of `field|code version` and the upstream text (versioning.md §5.2). */
export function fieldProvenance({field}: FieldInput, upstream: Query, hash: SampleHash): Query {
  // Two texts joined by || are NULL when one is, which concat() is not.
  return hashed(hash, sql`(${text(`${field.key}|${field.codeVersion}`)} || ${upstream})`)
}

/** The hash over the field hashes in ascending order of struct key (versioning.md §5.3). */
export function rowProvenance(
  fields: readonly {readonly field: FieldKey; readonly value: Query}[],
  hash: SampleHash,
): Query {
  const values = fields
    .toSorted((a, b) => compareText(structKey(a.field), structKey(b.field)))
    .map(one => one.value)
  const [only] = values
  if (only !== undefined && values.length === 1 && hash.truncation <= LONGEST_INLINE) {
    return hashed(hash, only)
  }
  const pieces = values.flatMap((value, index) => (index === 0 ? [value] : [raw("'|'"), value]))
  // The empty piece makes a fresh text, which the hash functions read fastest.
  return hashed(hash, concat([...pieces, raw("''")], values))
}

/** The hash of a text. */
export function hashed(hash: SampleHash, value: Query): Query {
  return hashExpression(hash.algorithm, value, hash.truncation)
}

function upstreamText(
  parents: readonly FieldAddress[],
  prepared: readonly PreparedParent[],
): Query {
  const pieces: Query[] = []
  const required: Query[] = []
  for (const address of parents) {
    const parent = prepared.find(one => one.parent.dep.feature === address.feature)
    const value = ident(parent?.dataVersions.get(address.field) ?? '')
    const optional = parent?.parent.dep.optional === true
    pieces.push(text(`|${fieldAddressText(address)}|`))
    pieces.push(optional ? sql`coalesce(${value}, '')` : value)
    if (!optional) required.push(value)
  }
  return concat(pieces, required)
}

/** Text concatenation that is NULL as soon as one of `required` is. */
function concat(pieces: readonly Query[], required: readonly Query[]): Query {
  const all = sql`concat(${join(pieces)})`
  if (required.length === 0) return all
  return sql`CASE WHEN ${join(
    required.map(one => sql`${one} IS NOT NULL`),
    ' AND ',
  )} THEN ${all} END`
}
