/** What terminals accept at most, of the encoded text; more is cut off without a word. */
const MOST_CHARACTERS = 74_994

/**
 * The escape sequence (OSC 52) that puts a text into the clipboard of the terminal, also over a remote
 * shell; null when it is too long for one.
 *
 * @param env tells of tmux and screen, which hand it on only in a wrapping of their own.
 */
export function clipboardSequence(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const encoded = Buffer.from(text, 'utf8').toString('base64')
  if (encoded.length > MOST_CHARACTERS) return null
  const sequence = `\x1b]52;c;${encoded}\x07`
  if (env.TMUX) return `\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`
  if (env.TERM?.startsWith('screen')) return `\x1bP${sequence}\x1b\\`
  return sequence
}
