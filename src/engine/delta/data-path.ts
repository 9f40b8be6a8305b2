import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {incompleteLog, unsupportedFeature} from './delta-errors.ts'

/**
 * Where a data file lies. The log names it by a URI, relative to the table or absolute.
 * @throws MetadataStoreError UNSUPPORTED for files that are not on this machine, STORE_FORMAT for what is
 *   no URI.
 */
export function filePath(root: string, path: string): string {
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(path)?.[1]?.toLowerCase()
  try {
    if (scheme === 'file') return fileURLToPath(path)
    const decoded = decodeURIComponent(path)
    if (scheme === undefined) return decoded.startsWith('/') ? decoded : join(root, decoded)
  } catch {
    throw incompleteLog(
      root,
      `its log names the data file "${path}", which is no path.`,
      'Restore the log from a copy.',
    )
  }
  throw unsupportedFeature(root, `data files at ${scheme}://`, 'read')
}

/** How the log names a file of the table's own folder. */
export function logPath(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/')
}
