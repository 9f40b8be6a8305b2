import {type Line, type Span, span} from '../../../components/spans.ts'
import type {Theme} from '../../../components/theme.ts'
import {shown} from '../../../store/loading/loadable.ts'
import type {State} from '../../../store/state.ts'

/** ` dev duckdb  ▸  branch delta  ▸  prod delta ! cannot be opened`. */
export function chainLine(theme: Theme, {storeChain, storesView, loading}: State): Line {
  const parts = storeChain.flatMap(({name, type}, at): (string | Span)[] => {
    const contents = loading.stores.get(name)
    const error = shown(contents)?.error ?? (contents?.status === 'failed' ? 'stopped' : null)
    const sign =
      error !== null
        ? span('error', ' ! cannot be opened')
        : span('muted', contents?.status === 'ready' ? '' : ' …')
    return [
      at === 0 ? ' ' : `  ${theme.glyphs.fallback}  `,
      span(at === storesView.column ? 'focus' : 'strong', name),
      span('muted', ` ${storeKind(type)}`),
      sign,
    ]
  })
  const alone = storeChain.length < 2 ? [span('muted', '   no fallback stores')] : []
  return [...parts, ...alone]
}

/** `duckdb`, `delta`: what the last part of a type is called without Metaxy's suffix. */
export function storeKind(type: string): string {
  const name = type.split(/[.:]/).at(-1) ?? type
  return name.replace(/MetadataStore$/, '').toLowerCase()
}
