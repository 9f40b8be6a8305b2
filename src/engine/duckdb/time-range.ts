import {
  dateText,
  INFINITE_DAYS,
  INFINITE_TICKS,
  SECONDS_PER_DAY,
  TICKS_PER_SECOND,
  timestampText,
  timeText,
} from './cell-time.ts'
import type {ColumnType, TimeUnit} from './column-type.ts'
import {type Query, raw, text} from './sql.ts'

/** A column type whose values are counted in whole ticks: which there are, and how one is written. */
export interface TickedType {
  readonly nanosPerTick: bigint
  readonly first: bigint
  readonly last: bigint
  /** Beyond `first` and `last`; 0 when the type knows no infinity. */
  readonly infinite: bigint
  write(ticks: bigint): Query
}

/** Null for types that hold no times, and for TIME WITH TIME ZONE, which has no one line of time. */
export function tickedType(type: ColumnType): TickedType | null {
  switch (type.kind) {
    case 'date':
      return {
        nanosPerTick: SECONDS_PER_DAY * TICKS_PER_SECOND.ns,
        first: -BigInt(INFINITE_DAYS - 1),
        last: BigInt(INFINITE_DAYS - 1),
        infinite: BigInt(INFINITE_DAYS),
        write: ticks => constant(dateText(Number(ticks)), type),
      }
    case 'timestamp':
      return {
        nanosPerTick: TICKS_PER_SECOND.ns / TICKS_PER_SECOND[type.unit],
        ...TIMESTAMP_RANGE[type.unit],
        infinite: INFINITE_TICKS,
        write: ticks => constant(timestampText(ticks, type.unit, type.zoned), type),
      }
    case 'time':
      return type.zoned
        ? null
        : {
            nanosPerTick: TICKS_PER_SECOND.ns / TICKS_PER_SECOND[type.unit],
            first: 0n,
            last: SECONDS_PER_DAY * TICKS_PER_SECOND[type.unit],
            infinite: 0n,
            write: ticks => constant(timeText(ticks, type.unit), type),
          }
    default:
      return null
  }
}

/** A constant of a type: `CAST('…' AS TYPE)`. Only for a type that `parseColumnType` knows. */
export function constant(value: string, type: ColumnType): Query {
  return raw(`CAST(${text(value).text} AS ${type.name})`)
}

/** The finite timestamps that DuckDB can write and read back. */
const TIMESTAMP_RANGE: Readonly<Record<TimeUnit, {first: bigint; last: bigint}>> = {
  s: {first: -9_223_372_022_400n, last: 9_223_372_036_854n},
  ms: {first: -9_223_372_022_400_000n, last: 9_223_372_036_854_775n},
  us: {first: -9_223_372_022_400_000_000n, last: INFINITE_TICKS - 1n},
  ns: {first: -9_223_286_400_000_000_000n, last: INFINITE_TICKS - 1n},
}
