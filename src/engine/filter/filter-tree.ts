/** A filter as a tree: what the parser makes of a text, and what code may build without one. */
export type FilterExpression =
  | {readonly kind: 'and' | 'or'; readonly terms: readonly FilterExpression[]}
  | {readonly kind: 'not'; readonly term: FilterExpression}
  | {
      readonly kind: 'comparison'
      readonly operator: ComparisonOperator
      readonly left: Operand
      readonly right: Operand
    }
  | {
      readonly kind: 'in'
      readonly column: ColumnOperand
      readonly values: readonly Literal[]
      readonly negated: boolean
    }
  /** Alone: a boolean column, TRUE, FALSE or NULL. */
  | Operand

/** `=` and `!=` with NULL ask whether there is a value; `IS` is `=`, `IS NOT` is `!=`. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

export type Operand = ColumnOperand | Literal

export interface ColumnOperand {
  readonly kind: 'column'
  /** One column, dots and all; capitals matter. */
  readonly name: string
  readonly at: Position
}

export type Literal =
  | {readonly kind: 'text'; readonly value: string; readonly at: Position}
  /** In digits, as written, so that none is lost: `-1.50e3`. */
  | {readonly kind: 'number'; readonly value: string; readonly at: Position}
  | {readonly kind: 'boolean'; readonly value: boolean; readonly at: Position}
  | {readonly kind: 'null'; readonly at: Position}

/** Where in the text it stands, in UTF-16 units from 0; null when there is no text. */
export type Position = number | null

/** The names of all columns that a filter asks for, each once, in order of appearance. */
export function columnsOf(tree: FilterExpression): readonly string[] {
  return [...new Set(names(tree))]
}

export function isOperand(tree: FilterExpression): tree is Operand {
  return !['and', 'or', 'not', 'comparison', 'in'].includes(tree.kind)
}

function names(tree: FilterExpression): readonly string[] {
  switch (tree.kind) {
    case 'and':
    case 'or':
      return tree.terms.flatMap(names)
    case 'not':
      return names(tree.term)
    case 'comparison':
      return [...names(tree.left), ...names(tree.right)]
    case 'in':
      return [tree.column.name]
    case 'column':
      return [tree.name]
    default:
      return []
  }
}
