/** What a commit of a Delta table says, as the protocol spells it; members we do not use are left out. */
export type Action =
  | {readonly add: AddFile}
  | {readonly remove: RemoveFile}
  | {readonly metaData: MetaData}
  | {readonly protocol: Protocol}
  | {readonly txn: Transaction}
  | {readonly commitInfo: Readonly<Record<string, unknown>>}

/** The values of a file's partition columns as texts; null is NULL. */
export type PartitionValues = Readonly<Record<string, string | null>>

export interface AddFile {
  /** A URI: percent-encoded, relative to the table or absolute. */
  readonly path: string
  readonly partitionValues: PartitionValues
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modificationTime: number
  readonly dataChange: boolean
  /** JSON text. */
  readonly stats?: string | null
  readonly tags?: Readonly<Record<string, string | null>> | null
  readonly deletionVector?: unknown
}

export interface RemoveFile {
  readonly path: string
  readonly deletionTimestamp?: number | null
  readonly dataChange: boolean
  readonly extendedFileMetadata?: boolean | null
  readonly partitionValues?: PartitionValues | null
  readonly size?: number | null
}

export interface MetaData {
  readonly id: string
  readonly name?: string | null
  readonly description?: string | null
  readonly format: {readonly provider: string; readonly options?: Readonly<Record<string, string>>}
  /** JSON text. */
  readonly schemaString: string
  readonly partitionColumns: readonly string[]
  readonly configuration: Readonly<Record<string, string | null>>
  readonly createdTime?: number | null
}

export interface Protocol {
  readonly minReaderVersion: number
  readonly minWriterVersion: number
  readonly readerFeatures?: readonly string[] | null
  readonly writerFeatures?: readonly string[] | null
}

/** How far an application has written, for applications that write each of their batches once. */
export interface Transaction {
  readonly appId: string
  readonly version: number
  readonly lastUpdated?: number | null
}
