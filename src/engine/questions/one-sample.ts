import {cellParameter} from '../duckdb/cell-value.ts'
import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {and, ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {featurePlan} from '../graph/feature-plan.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {CellValue, Row} from '../models/cell-value.ts'
import type {Column} from '../models/system-columns.ts'
import type {WhyRequest} from '../models/why.ts'
import {storedMember} from '../versioning/by-field.ts'
import {joinColumnsOf} from '../versioning/join-columns.ts'
import {selectRows} from '../versioning/select-rows.ts'
import {cells} from './cells.ts'
import type {Context} from './context.ts'
import type {IncrementPlan} from './increment-plan.ts'
import {knownFeature} from './known-feature.ts'

/** One sample on both sides of a comparison. */
export interface OneSample {
  /** As asked, in the types of the columns. */
  readonly sample: WhyRequest['sample']
  /** The values that it is compared by; null when nothing tells them. */
  readonly key: Row | null
  /** Stored provenance in the order of the spec's fields; null when it is not stored. */
  readonly stored: readonly (string | null)[] | null
  readonly expectedWhere: Query
  readonly storedWhere: Query
  /** Several children of one parent are meant. */
  readonly collapsed: boolean
}

/**
 * @throws MetaxyError INVALID_INPUT when the columns are not ids of the feature, or too few to name one
 *   sample; for a root feature, which nothing is computed for.
 */
export function refuseUnclearSample(context: Context, {feature, sample}: WhyRequest): void {
  const {spec} = knownFeature(context, feature).definition
  if (spec.deps.length === 0) {
    throw invalid(
      `Feature ${feature} is a root: what its samples should be comes from outside.`,
      'Compare it with a file: `mxx metadata increment KEY --samples FILE`.',
    )
  }
  const key = joinColumnsOf(featurePlan(context.graph.graph, feature))
  const known = new Set([...spec.idColumns, ...key])
  const unknown = Object.keys(sample).find(name => !known.has(name))
  if (unknown !== undefined) {
    throw invalid(
      `"${unknown}" is no id column of ${feature}.`,
      `Its ids are ${[...known].join(', ')}.`,
    )
  }
  const isWhole = (names: readonly string[]) => names.every(name => name in sample)
  if (isWhole(spec.idColumns) || isWhole(key)) return
  throw invalid(
    `One sample of ${feature} is named by ${spec.idColumns.join(', ')}.`,
    'Give all of them: --id COL=VALUE --id COL=VALUE.',
  )
}

/** Looks the sample up among the stored rows, and says what it is found by on either side. */
export async function oneSample(
  open: OpenMetadataStore,
  {plan, expected, current}: IncrementPlan,
  {sample}: WhyRequest,
): Promise<OneSample> {
  const given = Object.keys(sample)
  const values = Object.values(sample)
  const {joinColumns} = expected
  const inStored =
    current === null ? raw('FALSE') : sameCells(given, current.source.columns, values)
  const storedWhere = and([
    ...(current?.selection.where === undefined ? [] : [current.selection.where]),
    inStored,
  ])
  const [row] = current === null ? [] : await storedRow()
  const told = joinColumns.flatMap((name, index) => {
    const value = name in sample ? sample[name] : row?.[index]
    return value === undefined ? [] : [value]
  })
  const key = told.length === joinColumns.length ? told : null
  const shared = given.filter(name => expected.columns.some(column => column.name === name))
  const types = [...(current?.source.columns ?? []), ...expected.columns]
  return {
    sample: Object.fromEntries(
      given.map((name, index) => [name, typedCell(values[index] ?? null, typeIn(types, name))]),
    ),
    key,
    stored: row === undefined ? null : row.slice(joinColumns.length).map(textOrNull),
    expectedWhere:
      key === null
        ? raw('FALSE')
        : and([
            sameCells(joinColumns, expected.columns, key),
            sameCells(
              shared,
              expected.columns,
              shared.map(name => sample[name] ?? null),
            ),
          ]),
    storedWhere,
    collapsed: current?.collapsed === true && !plan.spec.idColumns.every(name => name in sample),
  }

  async function storedRow(): Promise<readonly Row[]> {
    if (current === null) return []
    const {source, selection} = current
    const wanted = [
      ...joinColumns.map(name => ident(name)),
      ...expected.fields.map(({field}) =>
        storedMember(source, 'metaxy_provenance_by_field', field),
      ),
    ]
    const rows = selectRows(source, {...selection, where: storedWhere})
    const order = join(plan.spec.idColumns.map(name => sql`${ident(name)} NULLS LAST`))
    return cells(open.session, sql`SELECT ${join(wanted)} FROM (${rows}) ORDER BY ${order} LIMIT 1`)
  }
}

/** Rows in whose columns of these names stand these values; null equals null. */
export function sameCells(
  names: readonly string[],
  columns: readonly Column[],
  values: Row,
): Query {
  return and(
    names.map((name, index) => {
      const type = typeIn(columns, name)
      const value = cellParameter(typedCell(values[index] ?? null, type), type)
      return sql`${ident(name)} IS NOT DISTINCT FROM ${value}`
    }),
  )
}

function typeIn(columns: readonly Column[], name: string): string {
  return columns.find(column => column.name === name)?.type ?? 'VARCHAR'
}

/** A command line has texts only. */
function typedCell(cell: CellValue, type: string): CellValue {
  if (typeof cell !== 'string') return cell
  const {kind} = parseColumnType(type)
  if (kind === 'integer' && Number.isSafeInteger(Number(cell || 'none'))) return Number(cell)
  if (kind === 'boolean' && /^(true|false)$/i.test(cell)) return cell.toLowerCase() === 'true'
  return kind === 'float' && cell.trim() !== '' && !Number.isNaN(Number(cell)) ? Number(cell) : cell
}

function textOrNull(value: CellValue): string | null {
  return typeof value === 'string' ? value : null
}

function invalid(message: string, hint: string): MetaxyError {
  return new MetaxyError({code: 'INVALID_INPUT', message, hint})
}
