import type {Literal} from './filter-tree.ts'
import {shown} from './invalid-filter.ts'
import {type FilterScope, fail, type ResolvedColumn} from './scope.ts'

/** @throws MetaxyError INVALID_FILTER: what the column is, and what it can be compared with. */
export function refuseLiteral(column: ResolvedColumn, literal: Literal, scope: FilterScope): never {
  const value = literal.kind === 'text' ? `the text '${shown(literal.value)}'` : spelled(literal)
  fail(
    scope,
    literal.at,
    `${column.label} cannot be compared with ${value}.`,
    remedy(column, literal),
  )
}

function spelled(literal: Literal): string {
  if (literal.kind === 'number') return `the number ${literal.value}`
  return literal.kind === 'boolean' ? String(literal.value).toUpperCase() : 'NULL'
}

function remedy({type}: ResolvedColumn, literal: Literal): string {
  switch (type.kind) {
    case 'integer':
    case 'decimal':
    case 'float':
      return 'Write a number without quotes.'
    case 'boolean':
      return 'Write TRUE or FALSE.'
    case 'text':
    case 'enum':
      return literal.kind === 'number'
        ? `Write it in quotes: '${literal.value}'.`
        : 'Write a text in quotes.'
    case 'uuid':
      return "Write the whole UUID in quotes: '12345678-9abc-def0-1234-56789abcdef0'."
    case 'date':
    case 'timestamp':
      return "Write an ISO date or datetime in quotes: '2026-01-05' or '2026-01-05T08:02:00Z'."
    case 'time':
      if (!type.zoned) return "Write a time in quotes: '08:02:00'."
  }
  return 'Such a column can only be tested with IS NULL and IS NOT NULL.'
}
