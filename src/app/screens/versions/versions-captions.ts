import {formatCount} from '../../../components/format.ts'
import {type Line, type Span, span} from '../../../components/spans.ts'
import type {FeatureVersionRecord, PushRecord} from '../../../engine/index.ts'
import {type Loadable, shown} from '../../../store/loading/loadable.ts'
import type {VersionsPart, VersionsView} from '../../../store/navigation/views.ts'

/** `example/crop · [versions 3]  pushes 4`. */
export function versionsTitle(
  {feature, part}: VersionsView,
  versions: readonly FeatureVersionRecord[] | null,
  pushes: Loadable<readonly PushRecord[]>,
): Line {
  const tab = (id: VersionsPart, count: number | undefined): string | Span => {
    const text = count === undefined ? `${id} …` : `${id} ${formatCount(count)}`
    return id === part ? span('focus', `[${text}]`) : ` ${text} `
  }
  return [
    `${feature} · `,
    tab('versions', versions?.length),
    ' ',
    tab('pushes', shown(pushes)?.length),
  ]
}

export function versionsNote(part: VersionsPart, index: number, count: number): Line {
  if (count === 0) return ''
  const one = part === 'pushes' ? 'push' : 'version'
  return `${one} ${formatCount(index + 1)} of ${formatCount(count)}`
}
