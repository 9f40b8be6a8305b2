import {type Column, isSystemColumn} from '../../engine/index.ts'

/** Which columns of a feature a person wants to see, and how; what is not said follows the default. */
export interface ColumnChoice {
  /** All system columns instead of the two that say when and what. */
  readonly allSystemColumns: boolean
  /** Shown or hidden by hand, by name. */
  readonly shown: ReadonlyMap<string, boolean>
  /** Names in the order wanted; columns that are not named come after, as stored. */
  readonly order: readonly string[]
  /** In terminal columns, by heading. */
  readonly widths: ReadonlyMap<string, number>
  /** Struct and map columns shown one column per member, with those members. */
  readonly expanded: ReadonlyMap<string, readonly string[]>
}

export const DEFAULT_COLUMNS: ColumnChoice = {
  allSystemColumns: false,
  shown: new Map(),
  order: [],
  widths: new Map(),
  expanded: new Map(),
}

/** In the history of a sample what Metaxy says comes before what the person's columns say. */
export const HISTORY_COLUMNS: ColumnChoice = {
  ...DEFAULT_COLUMNS,
  allSystemColumns: true,
  order: [
    'metaxy_updated_at',
    'metaxy_deleted_at',
    'metaxy_feature_version',
    'metaxy_data_version',
    'metaxy_provenance',
    'metaxy_materialization_id',
    'metaxy_created_at',
    'metaxy_project_version',
  ],
}

const USUAL_SYSTEM_COLUMNS: ReadonlySet<string> = new Set([
  'metaxy_data_version',
  'metaxy_updated_at',
])

/** A column of the table on the screen: a stored column, or one member of it. */
export interface ShownColumn {
  readonly heading: string
  readonly column: Column
  /** Its place in a row. */
  readonly position: number
  /** The member of a struct or map; null shows the whole value. */
  readonly member: string | null
  readonly isId: boolean
  /** Asked for by hand; null leaves it to the table. */
  readonly width: number | null
}

/** The columns to draw, from left to right: ids first, they stay when the others scroll. */
export function shownColumns(
  columns: readonly Column[],
  idColumns: readonly string[],
  choice: ColumnChoice,
): readonly ShownColumn[] {
  return orderedColumns(columns, idColumns, choice)
    .filter(column => isShown(column, idColumns, choice))
    .flatMap(column => {
      const position = columns.indexOf(column)
      const isId = idColumns.includes(column.name)
      const members = choice.expanded.get(column.name) ?? [null]
      return members.map(member => {
        const heading = member === null ? column.name : `${column.name}.${member}`
        return {
          heading,
          column,
          position,
          member,
          isId,
          width: choice.widths.get(heading) ?? null,
        }
      })
    })
}

/** Every column in the order wanted, hidden ones too: what the column picker lists. */
export function orderedColumns(
  columns: readonly Column[],
  idColumns: readonly string[],
  choice: ColumnChoice,
): readonly Column[] {
  const rank = (column: Column, stored: number) => {
    if (idColumns.includes(column.name)) return idColumns.indexOf(column.name) - idColumns.length
    const wanted = choice.order.indexOf(column.name)
    return wanted === -1 ? choice.order.length + stored : wanted
  }
  return columns
    .map((column, stored) => ({column, rank: rank(column, stored)}))
    .sort((left, right) => left.rank - right.rank)
    .map(({column}) => column)
}

export function isShown(
  column: Column,
  idColumns: readonly string[],
  choice: ColumnChoice,
): boolean {
  if (idColumns.includes(column.name)) return true
  const chosen = choice.shown.get(column.name)
  if (chosen !== undefined) return chosen
  if (!isSystemColumn(column.name)) return true
  return choice.allSystemColumns || USUAL_SYSTEM_COLUMNS.has(column.name)
}
