import {tellOtherProcess} from './other-process.ts'

/** Statements run on a DuckDB file by another process, as a pipeline would: it tries
 * every 20 ms until it gets the file. Ends when they are done. */
export async function writeFromElsewhere(file: string, ...statements: string[]): Promise<void> {
  await tellOtherProcess({kind: 'write', file, statements})
}
