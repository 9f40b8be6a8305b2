import {type Line, shownText, span} from '../../../components/spans.ts'
import type {Theme} from '../../../components/theme.ts'
import {wrapText} from '../../../components/wrap.ts'
import type {Preview} from '../../../engine/index.ts'
import {changeTitle} from './describe-change.ts'

/** Every warning of the previews with its count, change by change. */
export function warningLines(
  theme: Theme,
  preview: Preview | null,
  width: number,
): readonly Line[] {
  const changes = preview?.changes ?? []
  const lines = changes.flatMap(({change, warnings}): readonly Line[] => {
    if (warnings.length === 0) return []
    const texts = warnings.flatMap(({message, code, count}) => {
      const figure = typeof count === 'number' ? ` (${code}: ${count})` : ` (${code})`
      return wrapText(`! ${shownText(theme, message)}${figure}`, width, '  ')
    })
    return [
      [span('heading', changeTitle(change))],
      ...texts.map((text): Line => [span('warning', text)]),
      '',
    ]
  })
  return lines.length === 0 ? ['no warnings'] : lines
}
