/** Whether a text is only ASCII and what our own boxes are drawn with: one column each. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text)
}

const NARROW = /^[\x20-\x7e\u2190-\u2193\u2500-\u257f\u2026\u00b7\u203a]*$/
