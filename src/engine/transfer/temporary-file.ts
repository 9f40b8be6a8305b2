import {mkdtemp, rename, rm} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {MetaxyError} from '../errors.ts'

/**
 * Lets a file be written in a folder beside its place and moves it there when it is whole; when writing
 * fails nothing is left and an older file stays.
 *
 * @throws MetaxyError INVALID_INPUT when the place cannot be written to.
 */
export async function throughTemporaryFile<T>(
  file: string,
  write: (temporary: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(dirname(file), '.writing-')).catch(refuse(file))
  try {
    const temporary = join(folder, basename(file))
    const written = await write(temporary)
    await rename(temporary, file).catch(refuse(file))
    return written
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

function refuse(file: string): (error: NodeJS.ErrnoException) => never {
  return error => {
    throw new MetaxyError({
      code: 'INVALID_INPUT',
      message: `${file} cannot be written: ${REASONS[error.code ?? ''] ?? error.message}`,
      details: {file},
      cause: error,
    })
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist.',
  ENOTDIR: 'its folder is a file.',
  EISDIR: 'a folder has this name.',
  EACCES: 'writing there is not allowed.',
  EROFS: 'the disk is read-only.',
  ENOSPC: 'the disk is full.',
}
