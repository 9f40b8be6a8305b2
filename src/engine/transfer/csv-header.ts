import {open} from 'node:fs/promises'

/**
 * The names in the first line of a CSV file. DuckDB would guess where the header ends and rename
 * columns; samples need them as they are.
 *
 * @throws Error with a sentence that says what is wrong with the header.
 */
export async function csvHeader(file: string): Promise<readonly string[]> {
  const names = parseHeader((await beginning(file)).replace(/^\ufeff/, ''))
  if (names.length === 1 && names[0] === '') throw new Error('its first line is empty.')
  const seen = new Set<string>()
  for (const name of names) {
    if (name === '') throw new Error('a column of its header has no name.')
    if (seen.has(name.toLowerCase())) throw new Error(`its header names the column ${name} twice.`)
    seen.add(name.toLowerCase())
  }
  return names
}

function parseHeader(text: string): readonly string[] {
  const names: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r|\n|$)/y
  for (;;) {
    const found = field.exec(text)
    if (found === null) throw new Error('its header has an unclosed quote.')
    names.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] !== ',') return names
  }
}

async function beginning(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const buffer = Buffer.alloc(LONGEST_HEADER)
    const {bytesRead} = await handle.read(buffer, 0, LONGEST_HEADER, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

const LONGEST_HEADER = 1 << 20
