import {createHash} from 'node:crypto'
import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect} from 'vitest'

/** Does something with a folder and makes sure that no byte of it changed and no file was added. */
export async function untouched<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = await contentsOf(folder)
  const answer = await work()
  expect(await contentsOf(folder)).toEqual(before)
  return answer
}

/** Every file and folder below, with a digest of its content. */
export async function contentsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true})
  const contents = entries.map(async entry => {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile()) return [path, 'no file'] as const
    const digest = createHash('sha256').update(await readFile(path))
    return [path, digest.digest('hex')] as const
  })
  return Object.fromEntries(await Promise.all(contents))
}
