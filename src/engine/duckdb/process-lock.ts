import type {FileAccess} from './file-turns.ts'

/** Files that this process has open: any number of readers, or one writer. */
const held = new Map<string, {readonly access: FileAccess; readonly holders: number}>()

/**
 * Files are locked between processes only: inside one, a second DuckDB would open what the first is
 * writing. So two projects in one program ask here before they open a file.
 *
 * @returns how to give it back; null when somebody has it in a way that does not go together.
 */
export function claimFile(path: string, access: FileAccess): (() => void) | null {
  const others = held.get(path)
  if (others !== undefined && (access === 'write' || others.access === 'write')) return null
  held.set(path, {access, holders: (others?.holders ?? 0) + 1})
  return () => {
    const left = (held.get(path)?.holders ?? 1) - 1
    if (left === 0) held.delete(path)
    else held.set(path, {access, holders: left})
  }
}
