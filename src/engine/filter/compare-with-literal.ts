import {join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {ComparisonOperator, Literal} from './filter-tree.ts'
import {type Fit, fitLiteral} from './fit-literal.ts'
import type {FilterScope, ResolvedColumn} from './scope.ts'

/** A column beside a constant that is not NULL. */
export function compareWithLiteral(
  column: ResolvedColumn,
  operator: ComparisonOperator,
  literal: Literal,
  scope: FilterScope,
): Query {
  const fit = fitLiteral(column, literal, scope)
  if (fit.kind === 'value') return sql`${fit.expression} ${raw(operator)} ${fit.value}`
  switch (operator) {
    case '=':
      return knownUnlessNull(fit.expression, false)
    case '!=':
      return knownUnlessNull(fit.expression, true)
    case '<':
    case '<=':
      return sql`${fit.expression} ${raw(fit.inclusive ? '<=' : '<')} ${fit.edge}`
    case '>':
    case '>=':
      return sql`${fit.expression} ${raw(fit.inclusive ? '>' : '>=')} ${fit.edge}`
  }
}

/** `column IN (…)`; a constant that no value of the column can equal is left out. */
export function isOneOf(
  column: ResolvedColumn,
  literals: readonly Literal[],
  scope: FilterScope,
): Query {
  const lists = new Map<string, {readonly expression: Query; readonly values: Query[]}>()
  for (const literal of literals) {
    const fit = fitLiteral(column, literal, scope)
    if (fit.kind === 'between') continue
    const list = lists.get(fit.expression.text) ?? {expression: fit.expression, values: []}
    lists.set(fit.expression.text, list)
    list.values.push(fit.value)
  }
  const found = [...lists.values()].map(list => sql`${list.expression} IN (${join(list.values)})`)
  if (found.length === 0) return knownUnlessNull(column.expression, false)
  return found.length === 1 ? join(found) : sql`(${join(found, ' OR ')})`
}

/** A comparison whose answer no value changes: only NULL stays unknown. */
function knownUnlessNull(expression: Fit['expression'], answer: boolean): Query {
  return sql`(CASE WHEN ${expression} IS NOT NULL THEN ${raw(answer ? 'TRUE' : 'FALSE')} END)`
}
