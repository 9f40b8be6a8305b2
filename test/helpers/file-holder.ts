import {onTestFinished} from 'vitest'
import {tellOtherProcess} from './other-process.ts'

export interface FileHolder {
  readonly pid: number
  release(): Promise<void>
}

/** Another process that has a DuckDB file open for writing until it is told to let go, or the test ends. */
export async function holdFromElsewhere(file: string): Promise<FileHolder> {
  const {pid} = await tellOtherProcess({kind: 'hold', file})
  const release = async () => {
    await tellOtherProcess({kind: 'let-go', file})
  }
  onTestFinished(release)
  return {pid, release}
}
