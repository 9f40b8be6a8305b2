import {asciiText, safeText} from '../../../components/safe-text.ts'
import type {TextSink} from '../command-io.ts'

/** A message of several lines, each of which cannot drive the terminal. */
export function safeLines(text: string): string {
  return text.split('\n').map(safeText).join('\n')
}

/** `--ascii`: whatever is written goes there in ASCII, line by line. */
export function inAscii(sink: TextSink): TextSink {
  return {write: text => sink.write(text.split('\n').map(asciiLine).join('\n'))}
}

/** The signs of a status have shorter spellings than their escapes. */
function asciiLine(line: string): string {
  return asciiText(line.replaceAll('✗', 'x').replaceAll('⚠', '!'))
}
