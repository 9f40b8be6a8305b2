export type TimeUnit = 's' | 'ms' | 'us' | 'ns'

/** A DuckDB type as a tree; `name` is its spelling, good for a CAST. */
export type ColumnType =
  | {readonly kind: PlainKind; readonly name: string}
  | {readonly kind: 'integer'; readonly name: string; readonly min: bigint; readonly max: bigint}
  | {
      readonly kind: 'decimal'
      readonly name: string
      readonly width: number
      readonly scale: number
    }
  | {
      readonly kind: 'timestamp' | 'time'
      readonly name: string
      readonly unit: TimeUnit
      readonly zoned: boolean
    }
  | {readonly kind: 'enum'; readonly name: string; readonly values: readonly string[]}
  | {readonly kind: 'list'; readonly name: string; readonly item: ColumnType}
  | {
      readonly kind: 'array'
      readonly name: string
      readonly item: ColumnType
      readonly length: number
    }
  | {
      readonly kind: 'struct' | 'union'
      readonly name: string
      readonly members: readonly TypeMember[]
    }
  | {
      readonly kind: 'map'
      readonly name: string
      readonly key: ColumnType
      readonly value: ColumnType
    }

/** `other`: a type we know nothing about but its name. */
export type PlainKind =
  | 'boolean'
  | 'float'
  | 'text'
  | 'uuid'
  | 'blob'
  | 'bit'
  | 'interval'
  | 'date'
  | 'other'

export interface TypeMember {
  readonly name: string
  readonly type: ColumnType
}

/** A type without parameters by its spelling in capitals. */
export function plainType(name: string): ColumnType {
  return PLAIN.get(name) ?? {kind: 'other', name}
}

const PLAIN: ReadonlyMap<string, ColumnType> = new Map(
  [
    plain('boolean', 'BOOLEAN'),
    integer('TINYINT', 8, true),
    integer('SMALLINT', 16, true),
    integer('INTEGER', 32, true),
    integer('BIGINT', 64, true),
    integer('HUGEINT', 128, true),
    integer('UTINYINT', 8, false),
    integer('USMALLINT', 16, false),
    integer('UINTEGER', 32, false),
    integer('UBIGINT', 64, false),
    integer('UHUGEINT', 128, false),
    plain('float', 'FLOAT'),
    plain('float', 'DOUBLE'),
    plain('text', 'VARCHAR'),
    plain('text', 'JSON'),
    plain('uuid', 'UUID'),
    plain('blob', 'BLOB'),
    plain('bit', 'BIT'),
    plain('interval', 'INTERVAL'),
    plain('date', 'DATE'),
    clock('timestamp', 'TIMESTAMP', 'us', false),
    clock('timestamp', 'TIMESTAMP_S', 's', false),
    clock('timestamp', 'TIMESTAMP_MS', 'ms', false),
    clock('timestamp', 'TIMESTAMP_NS', 'ns', false),
    clock('timestamp', 'TIMESTAMP WITH TIME ZONE', 'us', true),
    clock('timestamp', 'TIMESTAMPTZ', 'us', true),
    clock('time', 'TIME', 'us', false),
    clock('time', 'TIME_NS', 'ns', false),
    clock('time', 'TIME WITH TIME ZONE', 'us', true),
  ].map(type => [type.name, type]),
)

function plain(kind: PlainKind, name: string): ColumnType {
  return {kind, name}
}

function integer(name: string, bits: number, signed: boolean): ColumnType {
  const span = 2n ** BigInt(bits)
  return signed
    ? {kind: 'integer', name, min: -span / 2n, max: span / 2n - 1n}
    : {kind: 'integer', name, min: 0n, max: span - 1n}
}

function clock(
  kind: 'timestamp' | 'time',
  name: string,
  unit: TimeUnit,
  zoned: boolean,
): ColumnType {
  return {kind, name, unit, zoned}
}
