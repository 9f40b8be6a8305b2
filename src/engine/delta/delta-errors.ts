import {MetadataStoreError} from '../errors.ts'

const RESTORE = 'Restore the file from a copy; nothing was changed.'

/** A file of the log that is not what the Delta protocol allows: which file, what is wrong. */
export function brokenLog(file: string, what: string, cause?: unknown): MetadataStoreError {
  return new MetadataStoreError({
    code: 'STORE_FORMAT',
    message: `The Delta log file ${file} is broken: ${what}`,
    hint: RESTORE,
    details: {file},
    ...(cause === undefined ? {} : {cause}),
  })
}

/** A log whose files do not make up a table. */
export function incompleteLog(root: string, what: string, hint: string): MetadataStoreError {
  return new MetadataStoreError({
    code: 'STORE_FORMAT',
    message: `The Delta table ${root} cannot be read: ${what}`,
    hint,
    details: {table: root},
  })
}

/** Something of Delta that this program does not do, by the name that the protocol gives it. */
export function unsupportedFeature(
  root: string,
  feature: string,
  use: 'read' | 'written',
): MetadataStoreError {
  return new MetadataStoreError({
    code: 'UNSUPPORTED',
    message: `The Delta table ${root} cannot be ${use}: it uses ${feature}.`,
    hint:
      use === 'read'
        ? 'This program reads what Metaxy writes: reader version 1, or 3 with timestampNtz alone. Copy the rows into such a table.'
        : 'This program writes tables of writer version 2, or 7 with timestampNtz alone. Reading it is possible.',
    details: {table: root, feature},
  })
}

/** Somebody else committed to the table since it was looked at; nothing was written. */
export class DeltaTableMovedError extends MetadataStoreError {
  readonly root: string
  readonly expectedVersion: number

  constructor(root: string, expectedVersion: number) {
    super({
      code: 'CONFLICT',
      message: `The Delta table ${root} is no longer at version ${expectedVersion}: somebody wrote to it. Nothing was written.`,
      hint: 'Look at it again, then repeat the change.',
      details: {table: root, expected_version: expectedVersion},
    })
    this.root = root
    this.expectedVersion = expectedVersion
  }
}

/** The system refused to read or write a file or folder of a table. */
export function refusedBySystem(
  root: string,
  doing: 'read' | 'written',
  cause: unknown,
): MetadataStoreError {
  const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
  const readOnly = doing === 'written' && /EACCES|EPERM|EROFS|permission|read-only/i.test(reason)
  const nothing = doing === 'written' ? ' Nothing was written.' : ''
  return new MetadataStoreError({
    code: readOnly ? 'READ_ONLY' : doing === 'read' ? 'STORE_UNREACHABLE' : 'GENERIC_ERROR',
    message: `The Delta table ${root} cannot be ${doing}: ${reason.replace(/\.?$/, '.')}${nothing}`,
    hint: readOnly
      ? 'Make the folder writable for you.'
      : 'Check the folder and the space that is left.',
    details: {table: root},
    cause,
  })
}

/** The schema in a table's log is not one. */
export function brokenSchema(root: string, what: string): MetadataStoreError {
  return new MetadataStoreError({
    code: 'STORE_FORMAT',
    message: `The schema in the log of the Delta table ${root} cannot be read: ${what}.`,
    hint: RESTORE,
    details: {table: root},
  })
}
