import {randomUUID} from 'node:crypto'
import {constants} from 'node:fs'
import {copyFile, link, rm, writeFile} from 'node:fs/promises'
import {type Preview, saveChanges} from '../engine/index.ts'

/**
 * Writes what was previewed for `mxx preview` and `mxx apply` (commands.md §3): a new file, whole or not
 * at all; one that is there already stays as it is.
 *
 * @param metadataStore the name of the one that they are for.
 * @throws Error saying why in a sentence.
 */
export async function saveChangesTo(
  file: string,
  metadataStore: string,
  preview: Preview,
): Promise<void> {
  const text = saveChanges(metadataStore, preview)
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    await writeFile(temporary, text, {flag: 'wx'})
    await link(temporary, file).catch(error => {
      if (!NO_LINKS.has(error.code)) throw error
      return copyFile(temporary, file, constants.COPYFILE_EXCL)
    })
  } catch (error) {
    throw new Error(`${file} ${reasonOf(error)}`, {cause: error})
  } finally {
    await rm(temporary, {force: true})
  }
}

/** What file systems without links answer. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV'])

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const text = error instanceof Error ? error.message : String(error)
  return REASONS[code] ?? `cannot be written: ${text}`
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'is there already; choose another name.',
  ENOENT: 'cannot be written: its folder does not exist.',
  ENOTDIR: 'cannot be written: its folder is a file.',
  EACCES: 'cannot be written: writing there is not allowed.',
  EROFS: 'cannot be written: the disk is read-only.',
  ENOSPC: 'cannot be written: the disk is full.',
}
