export interface CrumbLineProps {
  readonly width: number
  /** The product's short name. */
  readonly product: string
  /** Project, metadata store, feature, view; the first ones go when the line is narrow. */
  readonly crumbs: readonly string[]
  /** At the right end; `short` is used below 110 columns, a badge without one is dropped there. */
  readonly badges: readonly Badge[]
}

export interface Badge {
  readonly text: string
  readonly short?: string | undefined
}

/** The first line of every screen: where one is. */
export function CrumbLine(_props: CrumbLineProps) {
  return null
}
