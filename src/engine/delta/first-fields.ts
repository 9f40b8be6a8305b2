import {type DeltaField, parseSchema} from './delta-schema.ts'
import {listLog, readCommit} from './log-files.ts'

/**
 * The columns that a table was made with, without reading the rest of its log; null when that commit was
 * cleaned away.
 *
 * @throws as `readSnapshot`.
 */
export async function firstFields(root: string): Promise<readonly DeltaField[] | null> {
  const log = await listLog(root)
  if (log?.commits[0] !== 0) return null
  for (const action of await readCommit(root, 0)) {
    if ('metaData' in action) return parseSchema(root, action.metaData.schemaString)
  }
  return null
}
