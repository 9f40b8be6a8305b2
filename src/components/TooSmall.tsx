export interface TooSmallProps {
  readonly columns: number
  readonly rows: number
  readonly product: string
  readonly minimumColumns: number
  readonly minimumRows: number
}

/** What is shown instead of a screen that has no room. */
export function TooSmall(_props: TooSmallProps) {
  return null
}
