import {and, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {Column} from '../models/system-columns.ts'
import {compareColumns} from './compare-columns.ts'
import {compareLiterals} from './compare-literals.ts'
import {compareWithLiteral, isOneOf} from './compare-with-literal.ts'
import type {ComparisonOperator, FilterExpression, Operand} from './filter-tree.ts'
import {parseFilter} from './parse-filter.ts'
import {type FilterScope, fail, resolveColumn} from './scope.ts'

/**
 * A filter text as a boolean SQL expression over unqualified column names. It is TRUE for the rows that
 * Metaxy keeps (stores.md §11), binds over these columns, and no stored value makes it fail.
 *
 * @throws MetaxyError INVALID_FILTER for a text that cannot be read, unknown columns, and comparisons
 *   that the types of the columns do not allow.
 */
export function compileFilter(text: string, columns: readonly Column[]): Query {
  return compileExpression(parseFilter(text), columns, text)
}

/** All of them hold; without any every row is kept. */
export function compileFilters(texts: readonly string[], columns: readonly Column[]): Query {
  return and(texts.map(text => compileFilter(text, columns)))
}

/** At least one of them holds; without any no row is kept. */
export function anyOfFilters(texts: readonly string[], columns: readonly Column[]): Query {
  if (texts.length === 0) return raw('FALSE')
  return join(
    texts.map(text => sql`(${compileFilter(text, columns)})`),
    ' OR ',
  )
}

/** The same for a filter that is a tree already. @param text where it came from, for error messages. */
export function compileExpression(
  tree: FilterExpression,
  columns: readonly Column[],
  text: string | null = null,
): Query {
  return compile(tree, {text, columns}, false)
}

function compile(tree: FilterExpression, scope: FilterScope, underNot: boolean): Query {
  switch (tree.kind) {
    case 'and':
    case 'or': {
      const terms = tree.terms.map(term => compile(term, scope, underNot))
      return sql`(${join(terms, ` ${tree.kind.toUpperCase()} `)})`
    }
    case 'not':
      return sql`(NOT ${compile(tree.term, scope, true)})`
    case 'comparison':
      return compare(tree.left, tree.operator, tree.right, scope)
    case 'in': {
      const values = tree.values.filter(value => value.kind !== 'null')
      const missing = tree.values.find(value => value.kind === 'null')
      if (missing !== undefined && (underNot || tree.negated)) {
        return fail(
          scope,
          missing.at,
          'NULL cannot stand in the list of a negated IN.',
          'Leave it out, or add AND column IS NOT NULL.',
        )
      }
      const found = isOneOf(resolveColumn(tree.column, scope), values, scope)
      return tree.negated ? sql`(NOT ${found})` : found
    }
    default:
      return compileAlone(tree, scope)
  }
}

function compare(
  left: Operand,
  operator: ComparisonOperator,
  right: Operand,
  scope: FilterScope,
): Query {
  if (left.kind !== 'column') {
    if (right.kind === 'column') return compare(right, MIRRORED[operator], left, scope)
    return compareLiterals(left, operator, right, scope)
  }
  const column = resolveColumn(left, scope)
  if (right.kind === 'column') {
    return compareColumns(column, operator, resolveColumn(right, scope), scope)
  }
  if (right.kind !== 'null') return compareWithLiteral(column, operator, right, scope)
  if (operator === '=') return sql`${column.expression} IS NULL`
  return operator === '!=' ? sql`${column.expression} IS NOT NULL` : raw('CAST(NULL AS BOOLEAN)')
}

/** An operand where a condition is expected. */
function compileAlone(operand: Operand, scope: FilterScope): Query {
  switch (operand.kind) {
    case 'boolean':
      return raw(operand.value ? 'TRUE' : 'FALSE')
    case 'null':
      return raw('CAST(NULL AS BOOLEAN)')
    case 'column': {
      const column = resolveColumn(operand, scope)
      if (column.type.kind === 'boolean') return column.expression
      return fail(
        scope,
        operand.at,
        `${column.label} is no condition: only a BOOLEAN column can stand alone.`,
        'Compare it with something.',
      )
    }
    default:
      return fail(
        scope,
        operand.at,
        `A ${operand.kind} is no condition.`,
        'Compare a column with it.',
      )
  }
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}
