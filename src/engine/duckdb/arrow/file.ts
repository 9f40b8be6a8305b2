import {Buffer} from 'node:buffer'
import {createWriteStream} from 'node:fs'
import {rename, rm} from 'node:fs/promises'
import {pipeline} from 'node:stream/promises'
import {AsyncByteQueue, type RecordBatch, RecordBatchFileWriter} from 'apache-arrow'

type Batches = AsyncIterable<RecordBatch> | Iterable<RecordBatch>

/** Under another name until it is complete, so there is never half a file. */
export async function writeFile(batches: Batches, path: string): Promise<number> {
  const unfinished = `${path}.part`
  let rows = 0
  try {
    await pipeline(
      encode(batches, batch => {
        rows += batch.numRows
      }),
      createWriteStream(unfinished),
    )
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, {force: true})
    throw error
  }
  return rows
}

/** The bytes of the file, batch by batch: the next is asked for when the last is on its way. */
async function* encode(
  batches: Batches,
  written: (batch: RecordBatch) => void,
): AsyncGenerator<Buffer> {
  const sink = new CollectingSink()
  const writer = new RecordBatchFileWriter().reset(sink)
  for await (const batch of batches) {
    writer.write(batch)
    written(batch)
    yield sink.take()
  }
  writer.close()
  yield sink.take()
}

/** Arrow's own sink keeps everything until somebody reads it. */
class CollectingSink extends AsyncByteQueue {
  private readonly pieces: Uint8Array[] = []

  override write(piece: Uint8Array): void {
    this.pieces.push(piece)
  }

  take(): Buffer {
    return Buffer.concat(this.pieces.splice(0))
  }
}
