import {stat} from 'node:fs/promises'

/** Changes whenever somebody writes to the database; cheap, so it is looked at first. */
export async function fileStamp(path: string): Promise<string> {
  const parts = await Promise.all(
    [path, `${path}.wal`].map(async one => {
      const found = await stat(one, {bigint: true}).catch(() => null)
      return found === null ? '-' : `${found.ino}:${found.size}:${found.mtimeNs}`
    }),
  )
  return parts.join(' ')
}
