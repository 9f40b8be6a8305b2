import {isTable, type Json, type JsonObject} from './json.ts'

/** A TOML document: values first, then each table under its header. */
export function tomlText(table: JsonObject, path: readonly string[] = []): string {
  const members = Object.entries(table).filter(([, value]) => value !== undefined && value !== null)
  const values = members.filter(([, value]) => !isTable(value))
  const tables = members.filter(([, value]) => isTable(value))
  const header = path.length === 0 || values.length === 0 ? '' : `\n[${path.map(key).join('.')}]\n`
  return [
    header,
    ...values.map(([name, value]) => `${key(name)} = ${valueText(value ?? '')}\n`),
    ...tables.map(([name, value]) => (isTable(value) ? tomlText(value, [...path, name]) : '')),
  ].join('')
}

function valueText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(item => valueText(item)).join(', ')}]`
  if (!isTable(value)) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members.map(([name, member]) => `${key(name)} = ${valueText(member ?? '')}`).join(', ')}}`
}

/** A text in JSON quotes is a TOML text, too. */
function key(name: string): string {
  return /^[\w-]+$/.test(name) ? name : JSON.stringify(name)
}
