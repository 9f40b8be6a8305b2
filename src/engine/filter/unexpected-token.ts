import {invalidFilter, shown} from './invalid-filter.ts'
import {spelling, type TokenReader} from './token-reader.ts'

/** @throws MetaxyError INVALID_FILTER about the next token: what it is, and what is expected instead. */
export function unexpected(reader: TokenReader, expected: string): never {
  const {token} = reader
  if (token.kind === 'end') {
    throw invalidFilter(reader.text, token.at, `The end comes too early.`, `Add ${expected}.`)
  }
  const foreign = foreignPart(reader)
  if (foreign !== undefined) {
    const {what, remedy = ALLOWED} = foreign
    throw invalidFilter(reader.text, token.at, `${what} not part of the filter language.`, remedy)
  }
  const found = shown(cut(spelling(reader)))
  const remedy =
    token.kind === 'name' && token.word !== null && RESERVED_WORDS.has(token.word)
      ? `Expected is ${expected}; a column of that name needs double quotes.`
      : `Expected is ${expected}.`
  throw invalidFilter(reader.text, token.at, `${found} cannot stand here.`, remedy)
}

/** Words that mean something in SQL wherever they stand; as names they need double quotes. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `AND OR NOT IN IS BETWEEN LIKE ILIKE RLIKE REGEXP GLOB XOR NOTNULL CASE WHEN THEN ELSE SELECT FROM WHERE
   HAVING UNION EXCEPT INTERSECT JOIN ON USING WITH DISTINCT AS`.split(/\s+/),
)

interface ForeignPart {
  /** With its verb: `BETWEEN is`. */
  readonly what: string
  readonly remedy?: string
}

/** Parts of SQL that people try. */
function foreignPart(reader: TokenReader): ForeignPart | undefined {
  const {token} = reader
  if (token.kind === 'name' && token.word !== null) return FOREIGN_WORDS.get(token.word)
  return token.kind === 'symbol' ? FOREIGN_SYMBOLS.get(token.symbol) : undefined
}

const WHOLE_TEXTS = 'Only whole texts can be compared: = or IN.'

const FOREIGN_WORDS: ReadonlyMap<string, ForeignPart> = new Map([
  ['BETWEEN', {what: 'BETWEEN is', remedy: 'Write a >= 1 AND a <= 3.'}],
  ['LIKE', {what: 'LIKE is', remedy: WHOLE_TEXTS}],
  ['ILIKE', {what: 'ILIKE is', remedy: WHOLE_TEXTS}],
  ['RLIKE', {what: 'RLIKE is', remedy: WHOLE_TEXTS}],
  ['REGEXP', {what: 'REGEXP is', remedy: WHOLE_TEXTS}],
  ['GLOB', {what: 'GLOB is', remedy: WHOLE_TEXTS}],
  ['SIMILAR', {what: 'SIMILAR TO is', remedy: WHOLE_TEXTS}],
  ['XOR', {what: 'XOR is'}],
  ['DIV', {what: 'Arithmetic is'}],
  ['MOD', {what: 'Arithmetic is'}],
  ['CASE', {what: 'CASE is'}],
  ['SELECT', {what: 'SELECT is'}],
  ['COLLATE', {what: 'COLLATE is'}],
  [
    'DISTINCT',
    {what: 'IS DISTINCT FROM is', remedy: 'Write a != b; IS NULL asks for missing values.'},
  ],
])

const FOREIGN_SYMBOLS: ReadonlyMap<string, ForeignPart> = new Map([
  ...['*', '/', '%', '^', '|', '&', '~', '+', '-', '||', '#', '<=>'].map(
    symbol => [symbol, {what: `The operator ${symbol} is`}] as const,
  ),
  ...[':', '?', '$', '@'].map(symbol => [symbol, {what: 'A parameter is'}] as const),
  ['::', {what: 'A cast with :: is', remedy: 'Constants take the type of their column.'}],
  ['[', {what: 'A bracket is'}],
  ['{', {what: 'A brace is'}],
  ['`', {what: 'The quote ` is', remedy: 'Write names in double quotes, texts in single ones.'}],
])

const ALLOWED =
  'Allowed are = != < <= > >=, IS [NOT] NULL, [NOT] IN (…), AND, OR, NOT, parentheses, columns and constants.'

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
