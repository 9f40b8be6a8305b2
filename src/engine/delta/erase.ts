import {randomUUID} from 'node:crypto'
import {rename, rm} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {DeltaTableMovedError} from './delta-errors.ts'
import {type DeltaSnapshot, readVersion} from './snapshot.ts'

/**
 * Removes a table with its folder, as if it had never been made: moved aside in one step, then looked at
 * once more, then deleted.
 *
 * @throws DeltaTableMovedError when the table is not at that version any more; it stays as it is.
 */
export async function eraseTable({root, version}: DeltaSnapshot): Promise<void> {
  if ((await readVersion(root)) !== version) throw new DeltaTableMovedError(root, version)
  const aside = join(dirname(root), `.${basename(root)}-${randomUUID()}`)
  await rename(root, aside)
  if ((await readVersion(aside)) !== version) {
    await rename(aside, root)
    throw new DeltaTableMovedError(root, version)
  }
  await rm(aside, {recursive: true, force: true})
}
