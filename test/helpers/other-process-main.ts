import {setTimeout as pause} from 'node:timers/promises'
import {DuckDBInstance} from '@duckdb/node-api'

/** What the other process does with a DuckDB file. */
export type Order =
  | {readonly kind: 'write'; readonly file: string; readonly statements: readonly string[]}
  /** Has it open for writing until it is let go. */
  | {readonly kind: 'hold' | 'let-go'; readonly file: string}

export interface Answer {
  readonly id: number
  readonly error?: string
}

const held = new Map<string, DuckDBInstance>()

async function follow(order: Order): Promise<void> {
  switch (order.kind) {
    case 'write':
      return write(order.file, order.statements)
    case 'hold':
      held.set(order.file, await DuckDBInstance.create(order.file))
      return
    case 'let-go':
      held.get(order.file)?.closeSync()
      held.delete(order.file)
  }
}

/** As a pipeline would: it tries every 20 ms until it gets the file. */
async function write(file: string, statements: readonly string[]): Promise<void> {
  const instance = await opened(file)
  const connection = await instance.connect()
  try {
    for (const statement of statements) await connection.run(statement)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function opened(file: string): Promise<DuckDBInstance> {
  for (;;) {
    try {
      return await DuckDBInstance.create(file)
    } catch (error) {
      if (!/lock/.test(String(error))) throw error
      await pause(20)
    }
  }
}

process.on('message', ({id, order}: {readonly id: number; readonly order: Order}) => {
  follow(order).then(
    () => process.send?.({id}),
    error => process.send?.({id, error: String(error)}),
  )
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
