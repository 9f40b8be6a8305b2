import {parseColumnType} from '../duckdb/parse-column-type.ts'

/** Whether two columns can be compared as keys without a value that makes the comparison fail. */
export function keysCompare(left: string, right: string): boolean {
  return keyKind(left) === keyKind(right)
}

function keyKind(spelling: string): string {
  const type = parseColumnType(spelling)
  switch (type.kind) {
    case 'integer':
    case 'decimal':
    case 'float':
      return 'number'
    case 'text':
    case 'enum':
      // JSON reads what it is compared with as JSON.
      return type.name === 'JSON' ? 'json' : 'text'
    case 'date':
    case 'timestamp':
      return 'moment'
    default:
      return type.name
  }
}
