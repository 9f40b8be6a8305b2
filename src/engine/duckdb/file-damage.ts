import {MetadataStoreError} from '../errors.ts'

/**
 * What is wrong with the content of a database file, when DuckDB's error says that it is: while the
 * file is opened, or later, when a statement meets a damaged place.
 */
export function damageOf(path: string, cause: unknown): MetadataStoreError | null {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const found = KINDS.find(kind => kind.pattern.test(reason))
  if (found === undefined) return null
  const {what, hint} = found.say(path, reason)
  return new MetadataStoreError({
    code: 'STORE_FORMAT',
    message: what,
    hint,
    details: {file: path},
    cause,
  })
}

interface Kind {
  readonly pattern: RegExp
  readonly say: (path: string, reason: string) => {readonly what: string; readonly hint: string}
}

const RESTORE = 'Restore the file from a copy; nothing was changed.'

const KINDS: readonly Kind[] = [
  {pattern: /version number \d+|storage version/i, say: otherVersion},
  {
    pattern: /replaying WAL|Corrupt WAL/i,
    say: path => ({
      what: `${path} cannot be read: the file ${path}.wal beside it, which holds the newest writes, is damaged.`,
      hint: 'Restore both from a copy. Without the .wal file the database opens, but those writes are lost.',
    }),
  },
  {
    pattern: /not a valid DuckDB database/i,
    say: path => ({
      what: `${path} is not a DuckDB database: it is a file of another kind, or its beginning is lost.`,
      hint: 'Let `database` of the store name the file that Metaxy writes.',
    }),
  },
  {
    pattern: /encrypted database/i,
    say: path => ({
      what: `${path} is an encrypted DuckDB database, which this program does not open.`,
      hint: 'Copy it into one without encryption: COPY FROM DATABASE in the DuckDB that has the key.',
    }),
  },
  {
    pattern: /Could not read enough bytes|read past the end/i,
    say: path => ({
      what: `${path} is cut off: it is shorter than the DuckDB database that it was.`,
      hint: RESTORE,
    }),
  },
  {
    pattern: /Corrupt|checksum|Failed to deserialize|Serialization Error/i,
    say: (path, reason) => ({what: `${path} is damaged: ${damage(reason)}`, hint: RESTORE}),
  },
]

function damage(reason: string): string {
  const [, place] = /does not match stored checksum .* at location (\d+)/.exec(reason) ?? []
  return place === undefined
    ? firstLine(reason)
    : `what it holds from byte ${place} on is not what was written there.`
}

/** DuckDB's own sentence names the version of the file and those that this build reads. */
function otherVersion(path: string, reason: string): {what: string; hint: string} {
  const [, version, first, last] = VERSIONS.exec(reason) ?? []
  const which =
    version === undefined
      ? firstLine(reason)
      : `it is ${version}, this build reads ${first} to ${last}`
  const older = version !== undefined && Number(version) < Number(first)
  return {
    what: `${path} has a DuckDB storage version that this program does not read: ${which}.`,
    hint: older
      ? 'Open it once with the DuckDB that wrote it: EXPORT DATABASE there, IMPORT DATABASE with a newer one.'
      : NEWER,
  }
}

const VERSIONS = /version number (\d+), but we can only read versions? between (\d+) and (\d+)/

const NEWER = [
  'DuckDB 2 writes it by default. Keep new files readable with config = {storage_compatibility_version = "v1.5.0"} under the store\'s config in metaxy.toml.',
  'Convert this one with the DuckDB that wrote it:',
  "ATTACH 'old.duckdb' AS old; ATTACH 'new.duckdb' AS new (STORAGE_VERSION 'v1.5.0'); COPY FROM DATABASE old TO new;",
].join(' ')

function firstLine(reason: string): string {
  return (reason.split('\n')[0] ?? reason).replace(/^[A-Z]\w*(?: \w+)* Error: /, '')
}
