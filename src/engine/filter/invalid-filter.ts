import {MetaxyError} from '../errors.ts'
import type {Position} from './filter-tree.ts'

/**
 * The error for a filter that cannot be used. Its message shows the text with a mark under the place.
 *
 * @param text null for a filter that was built without one.
 * @param reason what is wrong, one sentence.
 * @param remedy what may stand there instead, one sentence.
 */
export function invalidFilter(
  text: string | null,
  position: Position,
  reason: string,
  remedy: string,
): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_FILTER',
    message: [`Invalid filter: ${reason}`, ...marked(text, position), remedy].join('\n'),
    details: {filter: text, position, reason: `${reason} ${remedy}`},
  })
}

/** Text that a person gave, without anything that could drive a terminal; as long as before. */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, character => {
    const code = character.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(FIRST_CONTROL_PICTURE + code) : '\ufffd'
  })
}

/** The line of the text that the position is in, and a mark below it. */
function marked(text: string | null, position: Position): readonly string[] {
  if (text === null || position === null || text.trim() === '') return []
  const start = text.lastIndexOf('\n', position - 1) + 1
  const end = text.indexOf('\n', position)
  const line = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '')
  const before = [...text.slice(start, position)].length
  return [`  ${shown(line)}`, `  ${' '.repeat(before)}^`]
}

const FIRST_CONTROL_PICTURE = 0x2400
