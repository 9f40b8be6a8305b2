import {MetaxyError} from '../errors.ts'
import {MetadataStore} from './metadata-store.ts'

/** A metadata store whose tables this library reads and writes itself. */
export abstract class BuiltInMetadataStore extends MetadataStore {
  async readTable(): Promise<never> {
    throw builtIn(this.display())
  }

  async appendTable(): Promise<never> {
    throw builtIn(this.display())
  }

  async dropTable(): Promise<never> {
    throw builtIn(this.display())
  }

  protected override isOwn(): boolean {
    return false
  }
}

function builtIn(display: string): MetaxyError {
  return new MetaxyError({
    code: 'UNSUPPORTED',
    message: `${display} does not hand out its tables.`,
    hint: 'Use read, write and drop.',
  })
}
