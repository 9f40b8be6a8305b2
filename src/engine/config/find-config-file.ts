import {access} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {readMetaxySection} from './toml-file.ts'

/**
 * The configuration of a folder: in it or the nearest folder above, `metaxy.toml`, else a
 * `pyproject.toml` with a non-empty `[tool.metaxy]` (stores.md §9.1).
 *
 * @returns an absolute path, or null when there is none up to the root.
 * @throws ConfigError when a pyproject.toml on the way is no TOML.
 */
export async function findConfigFile(directory: string): Promise<string | null> {
  const metaxy = join(directory, 'metaxy.toml')
  if (await fileExists(metaxy)) return metaxy
  const pyproject = join(directory, 'pyproject.toml')
  if (await fileExists(pyproject)) {
    const section = await readMetaxySection(pyproject)
    if (Object.keys(section).length > 0) return pyproject
  }
  const above = dirname(directory)
  return above === directory ? null : findConfigFile(above)
}

export async function fileExists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
