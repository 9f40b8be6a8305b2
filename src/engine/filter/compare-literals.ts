import {type Query, raw, sql} from '../duckdb/sql.ts'
import type {ComparisonOperator, Literal} from './filter-tree.ts'
import {compareNumbers} from './number-literal.ts'
import {type FilterScope, fail} from './scope.ts'

/** Two constants: `1 = 1` is true for every row; anything beside NULL is unknown. */
export function compareLiterals(
  left: Literal,
  operator: ComparisonOperator,
  right: Literal,
  scope: FilterScope,
): Query {
  if (left.kind === 'null' || right.kind === 'null') return raw('CAST(NULL AS BOOLEAN)')
  if (left.kind === 'text' && right.kind === 'text') {
    return sql`CAST(${left.value} AS VARCHAR) ${raw(operator)} CAST(${right.value} AS VARCHAR)`
  }
  if (left.kind === 'number' && right.kind === 'number') {
    return raw(holds(compareNumbers(left.value, right.value), operator) ? 'TRUE' : 'FALSE')
  }
  if (left.kind === 'boolean' && right.kind === 'boolean') {
    return raw(holds(Number(left.value) - Number(right.value), operator) ? 'TRUE' : 'FALSE')
  }
  fail(
    scope,
    right.at,
    `A ${left.kind} cannot be compared with a ${right.kind}.`,
    'Compare constants of one kind.',
  )
}

function holds(order: number, operator: ComparisonOperator): boolean {
  switch (operator) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}
