import {StoreNotOpenError} from '../errors.ts'

/** For reading or writing; the longer names are those of older Metaxy. */
export type AccessMode = 'r' | 'w' | 'read' | 'write'

/** What `open` without work gives: `await using` or `close` ends it. */
export interface OpenedStore extends AsyncDisposable {
  close(): Promise<void>
}

/**
 * The modes in which a metadata store is open, nested ones on top (stores.md §1.2). They say what is
 * allowed and hold nothing: files are locked by reads and writes alone.
 */
export class OpenModes {
  private readonly modes: {readonly writing: boolean}[] = []
  private readonly className: string

  constructor(className: string) {
    this.className = className
  }

  open(mode: AccessMode): OpenedStore {
    const entry = {writing: mode === 'w' || mode === 'write'}
    this.modes.push(entry)
    const close = async () => {
      const at = this.modes.lastIndexOf(entry)
      if (at !== -1) this.modes.splice(at, 1)
    }
    return {close, [Symbol.asyncDispose]: close}
  }

  get isWriting(): boolean {
    return this.modes.at(-1)?.writing === true
  }

  /** @throws StoreNotOpenError in Metaxy's words. */
  checkOpen(): void {
    if (this.modes.length > 0) return
    throw new StoreNotOpenError({
      code: 'INVALID_INPUT',
      message: `${this.className} must be opened before use.`,
      hint: "Open it around the work: `open('r', async () => …)` or `open('w', async () => …)`.",
    })
  }

  /** @throws StoreNotOpenError in Metaxy's words. */
  checkWriting(): void {
    this.checkOpen()
    if (this.isWriting) return
    throw new StoreNotOpenError({
      code: 'READ_ONLY',
      message: `${this.className} is open in read mode.`,
      hint: "Write operations require write mode: `open('w', async () => …)`.",
    })
  }
}
