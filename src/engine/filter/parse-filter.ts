import type {FilterExpression} from './filter-tree.ts'
import {invalidFilter} from './invalid-filter.ts'
import {parseComparison} from './parse-comparison.ts'
import {closeParenthesis, parseOperand} from './parse-operand.ts'
import {advance, isEnd, isSymbol, isWord, startReading, type TokenReader} from './token-reader.ts'
import {unexpected} from './unexpected-token.ts'

/**
 * Reads a text of Metaxy's filter language (stores.md §11).
 * @throws MetaxyError INVALID_FILTER that shows where the text goes wrong; details `filter`, `position`
 *   (UTF-16 units from 0) and `reason`.
 */
export function parseFilter(text: string): FilterExpression {
  const reader = startReading(text)
  if (isEnd(reader)) {
    throw invalidFilter(
      text,
      0,
      'It is empty.',
      "Write a condition, for example status = 'failed'.",
    )
  }
  const tree = parseOr(reader, 0)
  const {at} = reader.token
  while (isSymbol(reader, ';')) advance(reader)
  if (isEnd(reader)) return tree
  if (at === reader.token.at) return unexpected(reader, 'AND, OR or the end')
  throw invalidFilter(text, at, 'Only one condition can be given.', 'Remove what follows the ;.')
}

function parseOr(reader: TokenReader, depth: number): FilterExpression {
  const terms = [parseAnd(reader, depth)]
  for (; isWord(reader, 'OR'); ) {
    advance(reader)
    terms.push(parseAnd(reader, depth))
  }
  return together('or', terms)
}

function parseAnd(reader: TokenReader, depth: number): FilterExpression {
  const terms = [parseNot(reader, depth)]
  for (; isWord(reader, 'AND'); ) {
    advance(reader)
    terms.push(parseNot(reader, depth))
  }
  return together('and', terms)
}

function together(kind: 'and' | 'or', terms: readonly FilterExpression[]): FilterExpression {
  const [only] = terms
  return only !== undefined && terms.length === 1 ? only : {kind, terms}
}

function parseNot(reader: TokenReader, depth: number): FilterExpression {
  refuseDepth(reader, depth)
  if (!isWord(reader, 'NOT') && !isSymbol(reader, '!')) return parseCondition(reader, depth)
  advance(reader)
  return {kind: 'not', term: parseNot(reader, depth + 1)}
}

function parseCondition(reader: TokenReader, depth: number): FilterExpression {
  const {at} = reader.token
  return parseComparison(reader, parsePrimary(reader, depth), at)
}

function parsePrimary(reader: TokenReader, depth: number): FilterExpression {
  if (!isSymbol(reader, '(')) return parseOperand(reader)
  advance(reader)
  const inner = parseOr(reader, depth + 1)
  closeParenthesis(reader)
  return inner
}

function refuseDepth(reader: TokenReader, depth: number): void {
  if (depth <= DEEPEST) return
  throw invalidFilter(
    reader.text,
    reader.token.at,
    `More than ${DEEPEST} conditions lie inside each other.`,
    'Write the filter with fewer parentheses.',
  )
}

/** Far from what the call stack and DuckDB bear. */
const DEEPEST = 100
