/**
 * A column of an Arrow table: one of the statement's, or a struct of several. Values are shared when
 * a column of the statement is named more than once.
 */
export type ArrowColumn =
  | {readonly kind: 'column'; readonly name: string; readonly from: string}
  | {readonly kind: 'struct'; readonly name: string; readonly members: readonly StructMember[]}

export interface StructMember {
  readonly name: string
  /** The name of a column of the statement. */
  readonly from: string
}
