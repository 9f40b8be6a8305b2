import {
  type ComparisonOperator,
  type FilterExpression,
  isOperand,
  type Literal,
  type Operand,
} from './filter-tree.ts'
import {invalidFilter} from './invalid-filter.ts'
import {parseOperand, parseRightOperand} from './parse-operand.ts'
import {advance, isSymbol, isWord, type TokenReader} from './token-reader.ts'
import {unexpected} from './unexpected-token.ts'

/**
 * What may follow an operand: a comparison, IS, IN; or nothing.
 * @param at where the operand begins.
 */
export function parseComparison(
  reader: TokenReader,
  left: FilterExpression,
  at: number,
): FilterExpression {
  if (!startsComparison(reader)) return left
  if (!isOperand(left)) {
    throw invalidFilter(
      reader.text,
      reader.token.at,
      'A condition cannot be compared.',
      'Join conditions with AND, OR and NOT.',
    )
  }
  const compared = parseOperator(reader, left, at)
  if (!startsComparison(reader)) return compared
  throw invalidFilter(
    reader.text,
    reader.token.at,
    'Comparisons cannot be chained.',
    'Write them one by one: a < b AND b < c.',
  )
}

function parseOperator(reader: TokenReader, left: Operand, at: number): FilterExpression {
  const token = advance(reader)
  if (token.kind === 'symbol') {
    const operator = OPERATORS.get(token.symbol) ?? '='
    return {kind: 'comparison', operator, left, right: parseRightOperand(reader)}
  }
  const word = token.kind === 'name' ? token.word : null
  const negated = word === 'NOT' || (word === 'IS' && isWord(reader, 'NOT'))
  if (word === 'IS' && negated) advance(reader)
  const operator = negated || word === 'NOTNULL' ? '!=' : '='
  if (word === 'IS') return {kind: 'comparison', operator, left, right: parseAfterIs(reader)}
  if (word === 'ISNULL' || word === 'NOTNULL') {
    return {kind: 'comparison', operator, left, right: {kind: 'null', at: token.at}}
  }
  if (word === 'NOT' && isWord(reader, 'NULL')) {
    return {kind: 'comparison', operator, left, right: parseOperand(reader)}
  }
  if (word === 'NOT') {
    if (!isWord(reader, 'IN')) return unexpected(reader, 'IN or NULL')
    advance(reader)
  }
  if (left.kind === 'column') {
    return {kind: 'in', column: left, values: parseList(reader), negated}
  }
  throw invalidFilter(reader.text, at, 'Only a column can stand before IN.', 'Write column IN (…).')
}

function parseAfterIs(reader: TokenReader): Operand {
  if (isWord(reader, 'DISTINCT')) return unexpected(reader, 'NULL, TRUE, FALSE or an operand')
  return isWord(reader, 'UNKNOWN')
    ? {kind: 'null', at: advance(reader).at}
    : parseRightOperand(reader)
}

function parseList(reader: TokenReader): readonly Literal[] {
  if (!isSymbol(reader, '(')) unexpected(reader, 'a list in parentheses')
  const values: Literal[] = []
  do {
    advance(reader)
    const value = parseRightOperand(reader)
    if (value.kind === 'column') {
      throw invalidFilter(
        reader.text,
        value.at,
        'IN takes constants only.',
        'Texts stand in single quotes; compare columns with =.',
      )
    }
    values.push(value)
  } while (isSymbol(reader, ','))
  if (!isSymbol(reader, ')')) unexpected(reader, 'a comma or the closing parenthesis )')
  advance(reader)
  return values
}

function startsComparison(reader: TokenReader): boolean {
  return (
    isSymbol(reader, ...OPERATORS.keys()) || isWord(reader, 'IS', 'IN', 'NOT', 'ISNULL', 'NOTNULL')
  )
}

const OPERATORS: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
])
