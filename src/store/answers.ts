import type {FeatureKey, TableFacts} from '../engine/index.ts'
import {shown} from './loading/loadable.ts'
import type {State} from './state.ts'

/** What is known of the table of a feature in one metadata store. */
export type StoreCell =
  | TableFacts
  | {readonly kind: 'loading'}
  /** The metadata store cannot be opened, or was not asked to the end. */
  | {readonly kind: 'unknown'; readonly reason: string}

/** Which metadata store answers a read of a feature (stores.md §7). */
export type Answer =
  | {readonly kind: 'loading'}
  /** No store of the chain has a table. */
  | {readonly kind: 'none'}
  /** This store has to be asked, and cannot be. */
  | {readonly kind: 'unknown'; readonly metadataStore: string}
  | {
      readonly kind: 'answers'
      readonly metadataStore: string
      /** Null when its table cannot be read. */
      readonly rows: number | null
      /** Stores behind it that have rows, which nobody sees. */
      readonly hidden: readonly {readonly metadataStore: string; readonly rows: number}[]
    }

export function storeCell({loading}: State, metadataStore: string, feature: FeatureKey): StoreCell {
  const loadable = loading.stores.get(metadataStore)
  const contents = shown(loadable)
  if (loadable?.status === 'failed') return {kind: 'unknown', reason: loadable.error.message}
  if (contents === null) return {kind: 'loading'}
  if (contents.error !== null) return {kind: 'unknown', reason: contents.error}
  return contents.tables.get(feature) ?? {kind: 'none'}
}

/** The first store of the chain that has a table answers alone, an empty table too. */
export function answerFor(state: State, feature: FeatureKey): Answer {
  const cells = state.storeChain.map(({name}) => ({name, cell: storeCell(state, name, feature)}))
  const at = cells.findIndex(({cell}) => cell.kind !== 'none')
  const first = cells[at]
  if (first === undefined) return {kind: 'none'}
  const {name, cell} = first
  switch (cell.kind) {
    case 'none':
    case 'loading':
      return {kind: 'loading'}
    case 'unknown':
      return {kind: 'unknown', metadataStore: name}
    case 'unreadable':
    case 'rows': {
      const hidden = cells
        .slice(at + 1)
        .flatMap(behind =>
          behind.cell.kind === 'rows' && behind.cell.rows > 0
            ? [{metadataStore: behind.name, rows: behind.cell.rows}]
            : [],
        )
      const rows = cell.kind === 'rows' ? cell.rows : null
      return {kind: 'answers', metadataStore: name, rows, hidden}
    }
  }
}
