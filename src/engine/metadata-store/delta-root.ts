import {realpath} from 'node:fs/promises'
import {homedir} from 'node:os'
import {basename, dirname, join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import type {MetadataStoreConfig} from '../config/config.ts'
import {ConfigError, MetaxyError} from '../errors.ts'

/**
 * The folder under which a Delta store keeps its tables: `~` is the home folder, `file://` and `local://`
 * are stripped, a relative path starts at the working directory (stores.md §2.4). It need not be there.
 *
 * @throws ConfigError when `root_path` is missing; MetaxyError UNSUPPORTED when it lies elsewhere, without
 *   the address, which may hold secrets.
 */
export async function deltaRoot(config: MetadataStoreConfig, directory: string): Promise<string> {
  const rootPath = config.config.root_path
  if (typeof rootPath !== 'string') {
    throw new ConfigError(
      `[stores.${config.name}.config] has no \`root_path\`: the folder of the Delta tables.`,
    )
  }
  return realFolder(resolve(directory, localPath(config.name, rootPath)))
}

/** The same folder has the same name before and after it is made. */
async function realFolder(path: string): Promise<string> {
  const above = dirname(path)
  return realpath(path).catch(async () =>
    above === path ? path : join(await realFolder(above), basename(path)),
  )
}

function localPath(name: string, rootPath: string): string {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(rootPath)?.[1]?.toLowerCase()
  if (scheme === 'local') return rootPath.slice('local://'.length)
  if (scheme === 'file') return fromUrl(rootPath)
  if (scheme !== undefined) {
    throw new MetaxyError({
      code: 'UNSUPPORTED',
      message: `Metadata store "${name}" lies on an object store (${scheme}://), which this program does not open.`,
      hint: 'This program opens Delta tables in local folders: copy them, or choose another store with --store NAME.',
      details: {store: name, scheme},
    })
  }
  return rootPath === '~' || rootPath.startsWith('~/')
    ? join(homedir(), rootPath.slice(1))
    : rootPath
}

/** `file:///a%20b` is a URL; `file://relative` is what people write. */
function fromUrl(rootPath: string): string {
  try {
    return fileURLToPath(rootPath)
  } catch {
    return rootPath.slice('file://'.length)
  }
}
