import type {DuckDBConnection} from '@duckdb/node-api'
import type {FileDoor} from './attached-files.ts'
import {heldByThisProgram, retryWhileLocked} from './file-errors.ts'
import {claimFile} from './process-lock.ts'
import {ident, text} from './sql.ts'

/**
 * Attaches files to the DuckDB of a connection, which does nothing else. The type is named so that
 * DuckDB does not look for an extension that opens a file of another kind.
 */
export function fileDoor(connection: DuckDBConnection): FileDoor {
  return async (path, alias, asker) => {
    const name = ident(alias).text
    const mode = asker.access === 'read' ? 'READ_ONLY' : 'READ_WRITE'
    const giveBack = await retryWhileLocked(path, asker, async () => {
      const claim = claimFile(path, asker.access)
      if (claim === null) throw heldByThisProgram(path)
      try {
        await connection.run(`ATTACH ${text(path).text} AS ${name} (TYPE duckdb, ${mode})`)
        return claim
      } catch (error) {
        claim()
        throw error
      }
    })
    return async () => {
      try {
        await connection.run(`DETACH ${name}`)
      } finally {
        giveBack()
      }
    }
  }
}
