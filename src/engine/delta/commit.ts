import {mkdir} from 'node:fs/promises'
import type {Action, MetaData, Protocol} from './actions.ts'
import {refusedBySystem} from './delta-errors.ts'
import {commitFile, logFolder} from './log-files.ts'
import {putIfAbsent} from './put-if-absent.ts'

/**
 * Makes these actions the given version of a table, whole; false when somebody else has made one.
 * @throws MetaxyError READ_ONLY or GENERIC_ERROR when the log cannot be written; nothing has changed then.
 */
export async function putCommit(
  root: string,
  version: number,
  actions: readonly Action[],
): Promise<boolean> {
  const lines = actions.map(action => `${JSON.stringify(action)}\n`).join('')
  try {
    if (version === 0) await mkdir(logFolder(root), {recursive: true})
    return await putIfAbsent(commitFile(root, version), lines)
  } catch (cause) {
    throw refusedBySystem(root, 'written', cause)
  }
}

/** What a commit did, for people who read the log. */
export function commitInfo(
  operation: 'WRITE' | 'DELETE',
  operationParameters: Readonly<Record<string, string>>,
  nowMillis: number,
): Action {
  return {
    commitInfo: {
      timestamp: nowMillis,
      operation,
      operationParameters,
      engineInfo: 'metaxy-explorer',
    },
  }
}

/** The actions that change a table's schema or protocol; none when both stay. */
export function schemaActions(
  before: {readonly protocol: Protocol; readonly metaData: MetaData} | null,
  after: {readonly protocol: Protocol; readonly metaData: MetaData},
): readonly Action[] {
  return [
    ...(before?.protocol === after.protocol ? [] : [{protocol: after.protocol}]),
    ...(before?.metaData === after.metaData ? [] : [{metaData: after.metaData}]),
  ]
}
