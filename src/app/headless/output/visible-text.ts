/**
 * Text from data as a person may see it: every control character written out (`\n`, `\x1b`), so that
 * no stored value can drive a terminal.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, escaped)
}

/** The same for messages of several lines. */
export function visibleLines(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, escaped)
}

function escaped(character: string): string {
  switch (character) {
    case '\n':
      return '\\n'
    case '\r':
      return '\\r'
    case '\t':
      return '\\t'
    default:
      return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  }
}
