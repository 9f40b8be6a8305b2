import type {DetailLine} from '../../../components/DetailPane.tsx'
import {formatCounted} from '../../../components/format.ts'
import {answerFor, storeCell} from '../../../store/answers.ts'
import {copyReason, copySource, featureUnderCursor} from '../../../store/changes/stage-chain.ts'
import {shown} from '../../../store/loading/loadable.ts'
import type {State} from '../../../store/state.ts'
import type {DetailText} from '../use-detail-pane.tsx'

/**
 * Who answers for the feature and what is out of sight; then the stores, and whether they open.
 *
 * @param hashLength characters of a hash (stores.md §9).
 */
export function storeDetail(state: State, hashLength: number): DetailText {
  const feature = featureUnderCursor(state)
  return {
    title: feature ?? 'stores',
    lines: [
      ...(feature === null ? [] : featureLines(state, feature)),
      ...chainLines(state, hashLength),
      ...otherStores(state),
    ],
  }
}

function featureLines(state: State, feature: string): readonly DetailLine[] {
  const reason = copyReason(state)
  const source = copySource(state)
  const [own] = state.storeChain
  return [
    ...answerLines(state, feature),
    reason === undefined
      ? text(`f copies its rows from ${source} into ${own?.name}`, 'key')
      : text(`f copy: off, ${reason}`, 'muted'),
    {kind: 'blank'},
  ]
}

function answerLines(state: State, feature: string): readonly DetailLine[] {
  const answer = answerFor(state, feature)
  switch (answer.kind) {
    case 'loading':
      return [text('asking …', 'muted')]
    case 'none':
      return [text('No store of the chain has a table of it: it was never written.')]
    case 'unknown': {
      const cell = storeCell(state, answer.metadataStore, feature)
      const why = cell.kind === 'unknown' ? cell.reason : ''
      return [
        text(
          `! ${answer.metadataStore} would have to be asked first and cannot be: ${why}`,
          'error',
        ),
      ]
    }
    case 'answers': {
      const {metadataStore, rows, hidden} = answer
      const behind = hidden.map(one => `${formatCounted(one.rows, 'row')} in ${one.metadataStore}`)
      const isFallback = metadataStore !== state.storeChain[0]?.name
      return [
        text(`${metadataStore}${isFallback ? ' (a fallback)' : ''} answers, alone.`, 'strong'),
        ...unreadable(state, metadataStore, feature),
        ...(behind.length === 0
          ? []
          : rows === 0
            ? [
                text(
                  `! ${metadataStore} has an EMPTY table, which hides ${behind.join(' and ')}. Drop it or write to it: that the table exists decides, not its rows.`,
                  'warning',
                ),
              ]
            : [text(`Not read: ${behind.join(' and ')}. Rows of stores are never mixed.`)]),
      ]
    }
  }
}

function unreadable(state: State, metadataStore: string, feature: string): readonly DetailLine[] {
  const cell = storeCell(state, metadataStore, feature)
  return cell.kind === 'unreadable' ? [text(`! ${cell.reason}`, 'error')] : []
}

function chainLines(state: State, hashLength: number): readonly DetailLine[] {
  const hashes = new Set(state.storeChain.map(({hashAlgorithm}) => hashAlgorithm))
  return [
    {kind: 'heading', text: 'CHAIN  the first that has the table answers'},
    ...state.storeChain.flatMap(({name, info}): readonly DetailLine[] => {
      const contents = state.loading.stores.get(name)
      const error = shown(contents)?.error ?? null
      const failed = contents?.status === 'failed' ? contents.error.message : null
      return [
        {kind: 'value', label: name, value: info},
        ...(error === null && failed === null ? [] : [text(`  ! ${error ?? failed}`, 'error')]),
      ]
    }),
    {
      kind: 'value',
      label: 'hash',
      value: `${[...hashes].join(', ')}, ${hashLength} characters, in all of them`,
    },
  ]
}

/** Stores that are configured and not in this chain. */
function otherStores(state: State): readonly DetailLine[] {
  const chain = new Set(state.storeChain.map(({name}) => name))
  const others = (shown(state.loading.storeInfos) ?? []).filter(({name}) => !chain.has(name))
  if (others.length === 0) return []
  return [
    {kind: 'blank'},
    {kind: 'heading', text: 'OTHER STORES  (--store NAME)'},
    ...others.flatMap(({name, info, error}): readonly DetailLine[] => [
      {kind: 'value', label: name, value: info},
      ...(error === null ? [] : [text(`  ! ${error}`, 'error')]),
    ]),
  ]
}

function text(of: string, meaning?: Extract<DetailLine, {kind: 'text'}>['meaning']): DetailLine {
  return {kind: 'text', text: of, meaning}
}
