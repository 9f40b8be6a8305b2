import {readFile} from 'node:fs/promises'
import {basename} from 'node:path'
import {parse, TomlError} from 'smol-toml'
import {ConfigError} from '../errors.ts'

/** A table of a configuration: names with texts, numbers, flags, dates, lists and tables. */
export type Settings = Readonly<Record<string, unknown>>

/**
 * Reads a TOML file.
 *
 * @param exact gives every integer as a bigint, so that `1` and `1.0` stay different.
 * @throws ConfigError when it cannot be read, or with line, column and reason when it is no TOML.
 */
export async function readTomlFile(file: string, exact = false): Promise<Settings> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`${file} cannot be read: ${reasonOf(cause)}.`, {file, cause})
  })
  try {
    return parse(text, {integersAsBigInt: exact || 'asNeeded'})
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause
    const [first = ''] = cause.message.split('\n')
    const reason = first.replace(/^Invalid TOML document: /, '')
    throw new ConfigError(`${file}, line ${cause.line}, column ${cause.column}: ${reason}.`, {
      file,
      hint: 'The file has to be valid TOML.',
      cause,
    })
  }
}

/** Metaxy's part of a file: all of a metaxy.toml, `[tool.metaxy]` of a pyproject.toml. */
export async function readMetaxySection(file: string): Promise<Settings> {
  const data = await readTomlFile(file)
  if (basename(file) !== 'pyproject.toml') return data
  const tool = isSettings(data.tool) ? data.tool : {}
  return isSettings(tool.metaxy) ? tool.metaxy : {}
}

export function isSettings(value: unknown): value is Settings {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'permission denied'
  if (code === 'EISDIR') return 'it is a folder'
  return cause instanceof Error ? cause.message : String(cause)
}
