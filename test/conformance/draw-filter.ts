import type {Random} from '../helpers/random.ts'
import type {JsonRow} from './rows.ts'

/** What a filter can be drawn over: plain columns and rows whose values it may name. */
export interface FilterGround {
  readonly idColumns: readonly string[]
  readonly columns: readonly {readonly name: string; readonly type: string}[]
  readonly rows: readonly JsonRow[]
}

/** A random text of the filter language that names stored values; half of them are about ids. */
export function drawFilter(random: Random, ground: FilterGround): string {
  const id = ground.columns.find(column => column.name === ground.idColumns[0])
  if (id !== undefined && random.oneIn(2))
    return about(random, id, valuesOf(ground, id.name), ['in'])
  return draw(random, ground, 0)
}

function draw(random: Random, ground: FilterGround, depth: number): string {
  if (depth < 2 && random.oneIn(3)) {
    const one = draw(random, ground, depth + 1)
    const two = draw(random, ground, depth + 1)
    return random.pick([`${one} AND ${two}`, `(${one} OR ${two})`, `NOT (${one} AND ${two})`])
  }
  const column = random.pick(ground.columns.filter(({type}) => TYPES.has(type)))
  return about(random, column, valuesOf(ground, column.name), FORMS)
}

const TYPES: ReadonlySet<string> = new Set(['VARCHAR', 'BIGINT', 'DOUBLE', 'BOOLEAN'])
const FORMS = ['=', '!=', 'in', 'not in', 'null', 'not null', '>', '<=', '<', '>='] as const

function about(
  random: Random,
  column: FilterGround['columns'][number],
  values: readonly unknown[],
  forms: readonly (typeof FORMS)[number][],
): string {
  const name = column.name
  if (values.length === 0) return `${name} IS NOT NULL`
  if (column.type === 'BOOLEAN')
    return random.pick([name, `NOT ${name}`, `${name} = TRUE`, `${name} IS NULL`])
  const form = random.pick(forms)
  const literal = literalOf(column.type)
  const list = () => some(random, values, 5).map(literal).join(', ')
  if (form === 'in') return `${name} IN (${list()})`
  if (form === 'not in') return `${name} NOT IN (${list()})`
  if (form === 'null') return `${name} IS NULL`
  if (form === 'not null') return `${name} IS NOT NULL`
  return `${name} ${form} ${literal(random.pick(values))}`
}

function valuesOf(ground: FilterGround, column: string): readonly unknown[] {
  const values = ground.rows.map(row => row[column])
  return [...new Set(values.filter(value => value !== null && !NO_LITERALS.has(value)))]
}

const NO_LITERALS: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity'])

/** Numbers that JSON cannot hold come as text. */
function literalOf(type: string): (value: unknown) => string {
  return value =>
    type === 'VARCHAR' ? `'${String(value).replaceAll("'", "''")}'` : String(value).toUpperCase()
}

/** Between one and `most` of them, each once. */
function some<T>(random: Random, items: readonly T[], most: number): readonly T[] {
  const left = [...items]
  const count = Math.min(left.length, 1 + random.below(most))
  return Array.from({length: count}, () => left.splice(random.below(left.length), 1)).flat()
}
