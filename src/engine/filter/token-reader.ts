import {readToken, type Token} from './read-token.ts'

/** A text and the token that is to be understood next. */
export interface TokenReader {
  readonly text: string
  token: Token
}

export function startReading(text: string): TokenReader {
  return {text, token: readToken(text, 0)}
}

/** Moves on by one token and gives the one just passed. */
export function advance(reader: TokenReader): Token {
  const {token} = reader
  reader.token = readToken(reader.text, token.end)
  return token
}

/** The next token is this keyword. */
export function isWord(reader: TokenReader, ...words: readonly string[]): boolean {
  const {token} = reader
  return token.kind === 'name' && token.word !== null && words.includes(token.word)
}

export function isSymbol(reader: TokenReader, ...symbols: readonly string[]): boolean {
  return reader.token.kind === 'symbol' && symbols.includes(reader.token.symbol)
}

export function isEnd(reader: TokenReader): boolean {
  return reader.token.kind === 'end'
}

/** The token as it stands in the text. */
export function spelling(reader: TokenReader): string {
  return reader.text.slice(reader.token.at, reader.token.end)
}
