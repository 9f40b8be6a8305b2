import type {ColumnType} from './column-type.ts'
import {ident} from './sql.ts'

/**
 * The spelling of a type with some types inside it replaced.
 * @param change the new spelling of a type, or null to look inside it.
 */
export function retyped(type: ColumnType, change: (type: ColumnType) => string | null): string {
  const changed = change(type)
  if (changed !== null) return changed
  switch (type.kind) {
    case 'list':
      return `${retyped(type.item, change)}[]`
    case 'array':
      return `${retyped(type.item, change)}[${type.length}]`
    case 'map':
      return `MAP(${retyped(type.key, change)}, ${retyped(type.value, change)})`
    case 'struct':
    case 'union': {
      const members = type.members.map(
        member => `${ident(member.name).text} ${retyped(member.type, change)}`,
      )
      return `${type.kind.toUpperCase()}(${members.join(', ')})`
    }
    default:
      return type.name
  }
}
