/** How samples of a feature relate to those of one upstream (versioning.md §2.5). */
export type Lineage =
  | {readonly kind: 'identity'}
  /** N:1; `on` null means the downstream's id columns. */
  | {readonly kind: 'aggregation'; readonly on: readonly string[] | null}
  /** 1:N. */
  | {readonly kind: 'expansion'; readonly on: readonly string[]}

/** The spelling people know from Metaxy: `1:1`, `N:1`, `1:N`. */
export function lineageLabel(lineage: Lineage): string {
  switch (lineage.kind) {
    case 'identity':
      return '1:1'
    case 'aggregation':
      return 'N:1'
    case 'expansion':
      return '1:N'
  }
}
