import {invalidFilter} from './invalid-filter.ts'

export type Token = {
  readonly at: number
  readonly end: number
} & (
  | {
      readonly kind: 'name'
      readonly name: string
      /** In capitals, if it can be a keyword: a bare word without quotes or dots. */
      readonly word: string | null
    }
  | {readonly kind: 'text'; readonly value: string}
  | {readonly kind: 'number'; readonly digits: string}
  | {readonly kind: 'symbol'; readonly symbol: string}
  | {readonly kind: 'end'}
)

/** The token that begins at or after an offset; past the last one `end`. */
export function readToken(text: string, from: number): Token {
  const at = skipBlanks(text, from)
  if (at >= text.length) return {kind: 'end', at: text.length, end: text.length}
  if (text[at] === "'") {
    const {value, end} = readQuoted(
      text,
      at,
      "'",
      'The text that begins here has no closing quote.',
    )
    return {kind: 'text', value, at, end}
  }
  if (/["\p{L}\p{Nl}_]/u.test(characterAt(text, at))) return readName(text, at)
  const digits = match(text, at, /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy)
  if (digits !== '') return readNumber(text, at, digits)
  const symbol = match(text, at, /<=>|<>|[<>!=]=|::|\|\||./suy)
  return {kind: 'symbol', symbol, at, end: at + symbol.length}
}

/** `a`, `a.b`, `"a b"."c"`: one column name, its parts joined by dots. */
function readName(text: string, at: number): Token {
  const first = readPart(text, at)
  let name = first.value
  let end = first.end
  for (;;) {
    const dot = skipBlanks(text, end)
    const numberFollows = dot > end && /\d/.test(text[dot + 1] ?? '')
    if (text[dot] !== '.' || numberFollows) break
    const part = readPart(text, skipBlanks(text, dot + 1))
    if (part.end === part.at) {
      throw invalidFilter(text, dot, 'A name is missing after this dot.', 'Write it as in a.b.')
    }
    name += `.${part.value}`
    end = part.end
  }
  const bare = end === first.end && text[at] !== '"'
  return {kind: 'name', name, word: bare ? name.toUpperCase() : null, at, end}
}

function readPart(text: string, at: number): {value: string; at: number; end: number} {
  if (text[at] !== '"') {
    const value = match(
      text,
      at,
      /[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_$]*/uy,
    )
    return {value, at, end: at + value.length}
  }
  const {value, end} = readQuoted(text, at, '"', 'The name that begins here has no closing quote.')
  if (value !== '') return {value, at, end}
  throw invalidFilter(text, at, 'This column name is empty.', 'Write a name between the quotes.')
}

function readNumber(text: string, at: number, digits: string): Token {
  const end = at + digits.length
  const rest = match(text, end, /[\p{L}\p{N}_.]+/uy)
  if (rest === '' || /^(?:AND|OR|NOT|IS|IN|ISNULL|NOTNULL)$/i.test(rest))
    return {kind: 'number', digits, at, end}
  throw invalidFilter(
    text,
    at,
    `${digits}${rest} is neither a number nor a name.`,
    'Numbers are written like 12, 1.5 or 1e6; a name that begins with a digit needs double quotes.',
  )
}

/** From quote to quote; the quote itself is written twice. */
function readQuoted(
  text: string,
  at: number,
  quote: string,
  unclosed: string,
): {value: string; end: number} {
  let value = ''
  for (let from = at + 1; ; ) {
    const end = text.indexOf(quote, from)
    if (end < 0) throw invalidFilter(text, at, unclosed, `Close it with ${quote}.`)
    value += text.slice(from, end)
    if (text[end + 1] !== quote) return {value, end: end + 1}
    value += quote
    from = end + 2
  }
}

/** Past white space and comments: `-- to the end of the line`, and those in slashes and stars, nested or not. */
function skipBlanks(text: string, from: number): number {
  let at = from
  for (;;) {
    at += match(text, at, /\s+/y).length
    if (text.startsWith('--', at)) at += match(text, at, /--[^\n]*/y).length
    else if (text.startsWith('/*', at)) at = endOfComment(text, at)
    else return at
  }
}

function endOfComment(text: string, from: number): number {
  const ends = /\/\*|\*\//g
  ends.lastIndex = from
  let depth = 0
  for (let found = ends.exec(text); found !== null; found = ends.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return ends.lastIndex
  }
  throw invalidFilter(text, from, 'The comment that begins here has no end.', 'Close it with */.')
}

function match(text: string, at: number, pattern: RegExp): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0)
}
