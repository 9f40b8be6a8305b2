import {MetaxyError} from '../errors.ts'
import {filterText} from './filter-text.ts'
import type {ComparisonOperator, FilterExpression, Literal, Operand} from './filter-tree.ts'

/** What a column can be compared with; a Date is a moment, UTC. */
export type FilterValue = string | number | bigint | boolean | Date | null

/** A condition over the columns of a row, out of which others are made; as text one of the filter language. */
export interface Condition {
  readonly tree: FilterExpression
  and(...others: readonly Condition[]): Condition
  or(...others: readonly Condition[]): Condition
  not(): Condition
  toString(): string
}

/** A column; alone it is a condition if it holds booleans. `isNull`, `ne` … as Narwhals names them. */
export interface ColumnCondition extends Condition {
  eq(value: FilterValue | ColumnCondition): Condition
  ne(value: FilterValue | ColumnCondition): Condition
  lt(value: FilterValue | ColumnCondition): Condition
  le(value: FilterValue | ColumnCondition): Condition
  gt(value: FilterValue | ColumnCondition): Condition
  ge(value: FilterValue | ColumnCondition): Condition
  isNull(): Condition
  isIn(values: readonly FilterValue[]): Condition
}

/** A filter as a person writes it: a text of the filter language, or a condition made of `col`. */
export type Filter = string | Condition

/**
 * The column of this name, for conditions: `col('status').eq('failed').or(col('n').isNull())`. They are
 * the trees that texts are parsed to (stores.md §11), and their values are bound like these.
 *
 * @throws MetaxyError INVALID_FILTER for numbers that no text can hold.
 */
export function col(name: string): ColumnCondition {
  const own = {kind: 'column', name, at: null} as const
  const compare = (operator: ComparisonOperator) => (value: FilterValue | ColumnCondition) =>
    condition({kind: 'comparison', operator, left: own, right: operandOf(value)})
  return {
    ...condition(own),
    eq: compare('='),
    ne: compare('!='),
    lt: compare('<'),
    le: compare('<='),
    gt: compare('>'),
    ge: compare('>='),
    isNull: () => compare('=')(null),
    // The language has no empty list: nothing is in it.
    isIn: values =>
      condition(
        values.length === 0
          ? {kind: 'boolean', value: false, at: null}
          : {kind: 'in', column: own, values: values.map(literalOf), negated: false},
      ),
  }
}

/** The filter as a text. */
export function textOfFilter(filter: Filter): string {
  return typeof filter === 'string' ? filter : filterText(filter.tree)
}

function condition(tree: FilterExpression): Condition {
  const joined = (kind: 'and' | 'or', others: readonly Condition[]) =>
    others.length === 0
      ? condition(tree)
      : condition({kind, terms: [tree, ...others.map(one => one.tree)]})
  return {
    tree,
    and: (...others) => joined('and', others),
    or: (...others) => joined('or', others),
    not: () => condition({kind: 'not', term: tree}),
    toString: () => filterText(tree),
  }
}

function operandOf(value: FilterValue | ColumnCondition): Operand {
  if (typeof value !== 'object' || value === null || value instanceof Date) return literalOf(value)
  return value.tree.kind === 'column' ? value.tree : literalOf(null)
}

function literalOf(value: FilterValue): Literal {
  if (value === null) return {kind: 'null', at: null}
  if (typeof value === 'string') return {kind: 'text', value, at: null}
  if (typeof value === 'boolean') return {kind: 'boolean', value, at: null}
  if (value instanceof Date) {
    return {kind: 'text', value: value.toISOString().replace('Z', '+00:00'), at: null}
  }
  if (typeof value === 'bigint' || Number.isFinite(value)) {
    return {kind: 'number', value: String(value), at: null}
  }
  throw new MetaxyError({
    code: 'INVALID_FILTER',
    message: `A column cannot be compared with ${value}.`,
    hint: 'The filter language has finite numbers only.',
  })
}
