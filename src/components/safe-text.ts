/**
 * A text that cannot drive the terminal and takes the same columns everywhere: control characters,
 * bidirectional overrides, invisible characters and lone surrogates become visible escapes
 * (`\n`, `\x1b`, `\u202e`), emoji sequences their first emoji, piled-up marks are thinned out.
 */
export function safeText(text: string): string {
  if (PLAIN.test(text)) return text
  if (SIMPLE.test(text)) return text.replace(UNSAFE, escaped)
  let result = ''
  for (const {segment} of segmenter.segment(text)) result += safeGrapheme(segment)
  return result
}

/** A safe text in ASCII: our own signs by their nearest spelling, everything else escaped. */
export function asciiText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(NOT_ASCII, sign => SPELLING[sign] ?? escaped(sign))
}

function safeGrapheme(grapheme: string): string {
  if (grapheme.length === 1) return grapheme.replace(UNSAFE, escaped).replace(MARK, '\u25cc$&')
  if (FLAG.test(grapheme)) return grapheme.replace(/./gu, letterOfFlag)
  if (EMOJI.test(grapheme)) return String.fromCodePoint(grapheme.codePointAt(0) ?? 0)
  const [first = '', ...rest] = grapheme
    .normalize('NFC')
    .replace(VARIATION, '')
    // Libraries and terminals disagree about letters that join the one before: keep them apart.
    .replace(/(?<!^|\u200c)(?![\u0e33\u0eb3])[\p{L}\p{N}]/gu, '\u200c$&')
    .replace(/\u0e33/g, '\u0e4d\u0e32')
    .replace(/\u0eb3/g, '\u0ecd\u0eb2')
    .replace(/(?!^)\p{Emoji_Modifier}/gu, escaped)
    .replace(UNSAFE, escaped)
  const start = MARK.test(first) ? `\u25cc${first}` : first
  const marks = rest.every(mark => MARK.test(mark)) ? rest.slice(0, MOST_MARKS) : rest
  return start + marks.join('')
}

function escaped(character: string): string {
  const named = NAMED[character]
  if (named !== undefined) return named
  const code = character.codePointAt(0) ?? 0
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`
}

function letterOfFlag(indicator: string): string {
  return String.fromCodePoint((indicator.codePointAt(0) ?? 0) - 0x1f1e6 + 0x41)
}

const PLAIN = /^[\x20-\x7e]*$/
/** Letters and signs that never join: no need for the slow way. */
const SIMPLE =
  /^[\p{Cc}\x20-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u25ff\u3041-\u3096\u4e00-\u9fff]*$/u
/** The two joiners of Indic and Persian spelling are the only invisible characters that stay. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]|(?![\u200c\u200d])[\p{Cf}\p{DI}]/gu
/** Variation selectors, and the box around a keycap. */
const VARIATION = /[\u180b-\u180d\u20e3\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
const FLAG = /^\p{Regional_Indicator}+$/u
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})./su
const MARK = /^[\p{Mn}\p{Me}]$/u
const MOST_MARKS = 3
const NOT_ASCII = /[^\x20-\x7e]/gu
const NAMED: Readonly<Record<string, string>> = {'\n': '\\n', '\r': '\\r', '\t': '\\t'}
const SPELLING: Readonly<Record<string, string>> = {
  '…': '..',
  '·': '-',
  '›': '>',
  '▸': '>',
  '→': '->',
  '←': '<-',
  '↑': '^',
  '↓': 'v',
  '▲': '^',
  '▼': 'v',
  '─': '-',
  '│': '|',
  '—': '-',
  '–': '-',
  '−': '-',
  '✓': 'ok',
  '●': '*',
  '○': 'o',
  '█': '#',
  '≥': '>=',
  '≤': '<=',
  '≈': '~',
  '×': 'x',
}
const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'})
