import {formatCount} from '../../../components/format.ts'
import type {TableColumn} from '../../../components/Table/columns.ts'
import type {TableRow} from '../../../components/Table/Table.tsx'
import {type Answer, answerFor, type StoreCell, storeCell} from '../../../store/answers.ts'
import {shown} from '../../../store/loading/loadable.ts'
import type {State} from '../../../store/state.ts'

/** The feature, one column per store of the chain, and who answers. */
export function storeColumns({storeChain}: State): readonly TableColumn[] {
  return [
    {id: 'feature', header: 'feature', align: 'left', frozen: true},
    ...storeChain.map(
      ({name}): TableColumn => ({
        id: `store ${name}`,
        header: name,
        align: 'right',
        frozen: false,
      }),
    ),
    {id: 'answers', header: 'answers', align: 'left', frozen: false},
  ]
}

export function storeRows(state: State): readonly TableRow[] {
  const features = shown(state.loading.graph)?.order ?? []
  return features.map(feature => {
    const answer = answerFor(state, feature)
    return {
      key: feature,
      cells: [
        feature,
        ...state.storeChain.map(({name}) => cellText(storeCell(state, name, feature))),
        answerText(answer),
      ],
      state: answer.kind === 'unknown' ? 'not-available' : hidesAll(answer) ? 'error' : undefined,
    }
  })
}

/** An empty table that answers, while a store behind it has rows (stores.md §7). */
export function hidesAll(answer: Answer): boolean {
  return answer.kind === 'answers' && answer.rows === 0 && answer.hidden.length > 0
}

function cellText(cell: StoreCell): string {
  switch (cell.kind) {
    case 'none':
      return '—'
    case 'loading':
      return '…'
    case 'unknown':
      return '?'
    case 'unreadable':
      return 'unreadable !'
    case 'rows':
      return cell.rows === 0 ? 'empty table !' : formatCount(cell.rows)
  }
}

function answerText(answer: Answer): string {
  switch (answer.kind) {
    case 'loading':
      return '…'
    case 'none':
      return '—'
    case 'unknown':
      return `? ${answer.metadataStore}`
    case 'answers':
      return answer.rows === 0 ? `${answer.metadataStore} (0 rows)` : answer.metadataStore
  }
}
