import type {ColumnOperand, Literal, Operand} from './filter-tree.ts'
import {invalidFilter} from './invalid-filter.ts'
import type {Token} from './read-token.ts'
import {advance, isSymbol, type TokenReader} from './token-reader.ts'
import {RESERVED_WORDS, unexpected} from './unexpected-token.ts'

const MISSING = 'a column or a constant'

/** A column or a constant; numbers may have signs. */
export function parseOperand(reader: TokenReader): Operand {
  const {token} = reader
  switch (token.kind) {
    case 'text':
      advance(reader)
      return {kind: 'text', value: token.value, at: token.at}
    case 'number':
      advance(reader)
      return {kind: 'number', value: token.digits, at: token.at}
    case 'name':
      return parseName(reader, token)
    default:
      return isSymbol(reader, '+', '-') ? parseSigned(reader) : unexpected(reader, MISSING)
  }
}

/** An operand on the right of an operator: it may stand in parentheses of its own. */
export function parseRightOperand(reader: TokenReader): Operand {
  let open = 0
  for (; isSymbol(reader, '('); open += 1) advance(reader)
  const operand = parseOperand(reader)
  for (; open > 0; open -= 1) closeParenthesis(reader)
  return operand
}

export function closeParenthesis(reader: TokenReader): void {
  if (!isSymbol(reader, ')')) unexpected(reader, 'the closing parenthesis )')
  advance(reader)
}

function parseName(
  reader: TokenReader,
  token: Token & {readonly kind: 'name'},
): ColumnOperand | Literal {
  const {word, name, at} = token
  if (word === 'NULL') {
    advance(reader)
    return {kind: 'null', at}
  }
  if (word === 'TRUE' || word === 'FALSE') {
    advance(reader)
    return {kind: 'boolean', value: word === 'TRUE', at}
  }
  if (word !== null && RESERVED_WORDS.has(word)) return unexpected(reader, MISSING)
  advance(reader)
  refuseCall(reader, token)
  return {kind: 'column', name, at}
}

/** `lower(x)`, `DATE '2026-01-01'`: known from SQL, not part of this language. */
function refuseCall(reader: TokenReader, token: Token & {readonly kind: 'name'}): void {
  if (isSymbol(reader, '(')) {
    throw invalidFilter(
      reader.text,
      token.at,
      'Functions are not part of the filter language.',
      'Compare the column itself with a constant.',
    )
  }
  if (reader.token.kind === 'text' && token.word !== null) {
    throw invalidFilter(
      reader.text,
      token.at,
      `A text cannot follow a name directly.`,
      "Times are written as plain texts: day >= '2026-01-05'.",
    )
  }
}

/** `-1`, `- -1`, `-(1)`. */
function parseSigned(reader: TokenReader): Literal {
  const {at} = reader.token
  let negative = false
  let open = 0
  for (; isSymbol(reader, '+', '-', '('); advance(reader)) {
    if (isSymbol(reader, '(')) open += 1
    else negative = negative !== isSymbol(reader, '-')
  }
  const {token} = reader
  if (token.kind !== 'number') {
    throw invalidFilter(
      reader.text,
      at,
      'Only numbers can have a sign.',
      'Arithmetic is not part of the filter language.',
    )
  }
  advance(reader)
  for (; open > 0; open -= 1) closeParenthesis(reader)
  return {kind: 'number', value: negative ? `-${token.digits}` : token.digits, at}
}
