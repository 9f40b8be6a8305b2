import type {FilterExpression, Literal, Operand} from './filter-tree.ts'

/**
 * A tree as a text of the filter language; parsed, it gives the same tree. So filters that code builds
 * go everywhere that texts go: into requests, saved changes and the journal.
 */
export function filterText(tree: FilterExpression): string {
  switch (tree.kind) {
    case 'and':
    case 'or':
      return `(${tree.terms.map(filterText).join(` ${tree.kind.toUpperCase()} `)})`
    case 'not':
      return `(NOT ${filterText(tree.term)})`
    case 'comparison': {
      const {left, right, operator} = tree
      if (right.kind === 'null' && (operator === '=' || operator === '!=')) {
        return `(${operand(left)} IS ${operator === '=' ? '' : 'NOT '}NULL)`
      }
      return `(${operand(left)} ${operator} ${operand(right)})`
    }
    case 'in': {
      const values = tree.values.map(operand).join(', ')
      return `(${operand(tree.column)} ${tree.negated ? 'NOT ' : ''}IN (${values}))`
    }
    default:
      return operand(tree)
  }
}

function operand(part: Operand): string {
  return part.kind === 'column' ? quoted(part.name, '"') : literal(part)
}

function literal(value: Literal): string {
  switch (value.kind) {
    case 'text':
      return quoted(value.value, "'")
    case 'number':
      return value.value
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE'
    case 'null':
      return 'NULL'
  }
}

function quoted(text: string, quote: string): string {
  return `${quote}${text.replaceAll(quote, quote + quote)}${quote}`
}
