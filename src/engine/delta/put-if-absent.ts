import {randomUUID} from 'node:crypto'
import {constants} from 'node:fs'
import {copyFile, link, open, rename, rm} from 'node:fs/promises'
import {dirname, join} from 'node:path'

/** What file systems without links answer. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV'])

/**
 * Writes a file whole, or not at all; false when there is one of that name already, which stays as it is.
 * Of several who try at once, one succeeds.
 *
 * @throws what the file system answers; nothing is left behind then.
 */
export async function putIfAbsent(file: string, content: string): Promise<boolean> {
  const temporary = await writtenAside(file, content)
  try {
    await link(temporary, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (!NO_LINKS.has(codeOf(error) ?? '')) throw error
    return await copyIfAbsent(temporary, file)
  } finally {
    await rm(temporary, {force: true})
  }
}

/** Writes a file whole, in the place of one that may be there. */
export async function putFile(file: string, content: string): Promise<void> {
  const temporary = await writtenAside(file, content)
  try {
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, {force: true})
    throw error
  }
}

/** Makes sure that a file outlives a power failure. */
export async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function copyIfAbsent(temporary: string, file: string): Promise<boolean> {
  try {
    await copyFile(temporary, file, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

async function writtenAside(file: string, content: string): Promise<string> {
  // Nobody who lists the log takes a name like this for a commit.
  const temporary = join(dirname(file), `_commit_${randomUUID()}.json.tmp`)
  try {
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    await rm(temporary, {force: true}).catch(() => undefined)
    throw error
  }
  return temporary
}

export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
