import type {Action, PartitionValues} from './actions.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * Reads one action from parsed JSON. Kinds of actions that say nothing about the rows give null.
 * @throws Error with the reason alone when a member is missing or of another kind.
 */
export function readAction(value: unknown): Action | null {
  const action = object(value, 'the line')
  if (isGiven(action.add)) {
    const add = object(action.add, 'add')
    return {
      add: {
        path: text(add, 'path'),
        partitionValues: texts(add.partitionValues ?? {}, 'partitionValues'),
        size: number(add, 'size'),
        modificationTime: number(add, 'modificationTime'),
        dataChange: add.dataChange !== false,
        stats: typeof add.stats === 'string' ? add.stats : null,
        tags: isGiven(add.tags) ? texts(add.tags, 'tags') : null,
        ...(isGiven(add.deletionVector) ? {deletionVector: add.deletionVector} : {}),
      },
    }
  }
  if (isGiven(action.remove)) {
    const remove = object(action.remove, 'remove')
    const {partitionValues, size, deletionTimestamp} = remove
    return {
      remove: {
        path: text(remove, 'path'),
        deletionTimestamp: typeof deletionTimestamp === 'number' ? deletionTimestamp : null,
        dataChange: remove.dataChange !== false,
        extendedFileMetadata: remove.extendedFileMetadata === true,
        partitionValues: isGiven(partitionValues)
          ? texts(partitionValues, 'partitionValues')
          : null,
        size: typeof size === 'number' ? size : null,
      },
    }
  }
  if (isGiven(action.metaData)) return {metaData: metaData(object(action.metaData, 'metaData'))}
  if (isGiven(action.protocol)) {
    const protocol = object(action.protocol, 'protocol')
    return {
      protocol: {
        minReaderVersion: number(protocol, 'minReaderVersion'),
        minWriterVersion: number(protocol, 'minWriterVersion'),
        readerFeatures: textList(protocol, 'readerFeatures'),
        writerFeatures: textList(protocol, 'writerFeatures'),
      },
    }
  }
  if (isGiven(action.txn)) {
    const txn = object(action.txn, 'txn')
    const lastUpdated = typeof txn.lastUpdated === 'number' ? txn.lastUpdated : null
    return {txn: {appId: text(txn, 'appId'), version: number(txn, 'version'), lastUpdated}}
  }
  return null
}

function metaData(members: Members) {
  const format = object(members.format ?? {provider: 'parquet'}, 'format')
  return {
    id: text(members, 'id'),
    name: typeof members.name === 'string' ? members.name : null,
    description: typeof members.description === 'string' ? members.description : null,
    format: {provider: text(format, 'provider'), options: {}},
    schemaString: text(members, 'schemaString'),
    partitionColumns: textList(members, 'partitionColumns') ?? [],
    configuration: texts(members.configuration ?? {}, 'configuration'),
    createdTime: typeof members.createdTime === 'number' ? members.createdTime : null,
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function object(value: unknown, name: string): Members {
  if (!isMembers(value)) throw new Error(`${name} is no JSON object`)
  return value
}

function text(members: Members, name: string): string {
  const value = members[name]
  if (typeof value !== 'string') throw new Error(`"${name}" is no text`)
  return value
}

function number(members: Members, name: string): number {
  const value = members[name]
  if (typeof value !== 'number') throw new Error(`"${name}" is no number`)
  return value
}

function texts(value: unknown, name: string): PartitionValues {
  const members = Object.entries(object(value, `"${name}"`))
  return Object.fromEntries(
    members.map(([key, member]) => {
      if (isGiven(member) && typeof member === 'object') throw new Error(`"${name}" holds no texts`)
      return [key, isGiven(member) ? String(member) : null]
    }),
  )
}

function textList(members: Members, name: string): readonly string[] | null {
  const value = members[name]
  if (!isGiven(value)) return null
  if (!Array.isArray(value) || value.some(item => typeof item !== 'string')) {
    throw new Error(`"${name}" is no list of texts`)
  }
  return value
}
