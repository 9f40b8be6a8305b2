import {describe, expect, test} from 'vitest'
import {AttachedFiles, type FileDoor} from '../../../src/engine/duckdb/attached-files.ts'
import type {FileAccess, FileAsker} from '../../../src/engine/duckdb/file-turns.ts'

describe('who gets at a file, and when', () => {
  test('readers that ask together share one opening', async () => {
    const {files, log} = gate()

    await Promise.all(['one', 'two', 'three'].map(() => files.use('/f', asker(), async () => {})))

    expect(log).toEqual(['open read', 'close'])
  })

  test('a writer is alone: he waits for readers, and readers wait for him', async () => {
    const {files, log} = gate()
    const work = (what: string) => async () => {
      log.push(`${what} begins`)
      await moment()
      log.push(`${what} ends`)
    }

    await Promise.all([
      files.use('/f', asker(), work('read')),
      files.use('/f', asker({access: 'write'}), work('write')),
      files.use('/f', asker(), work('later read')),
    ])

    expect(log).toEqual([
      'open read',
      ...['read begins', 'read ends', 'close', 'open write'],
      ...['write begins', 'write ends', 'close', 'open read'],
      ...['later read begins', 'later read ends', 'close'],
    ])
  })

  test('a page joins as long as somebody computes, unless a writer waits', async () => {
    const {files, log} = gate()
    const computing = held()
    const heavy = files.use('/f', asker(), () => computing.promise)
    await pages(files, 200)
    expect(log).toEqual(['open read'])

    const write = files.use('/f', asker({access: 'write'}), async () => void log.push('write'))
    const late = files.use('/f', asker({lane: 'page'}), async () => void log.push('late page'))
    computing.release()
    await Promise.all([heavy, write, late])

    expect(log.slice(1)).toEqual([
      'close',
      'open write',
      'write',
      'close',
      'open read',
      'late page',
      'close',
    ])
  })

  test('readers without end leave the file closed for a while, now and then', async () => {
    const {files, openings} = gate()
    const until = performance.now() + 700
    const reader = async () => {
      while (performance.now() < until) await files.use('/f', asker(), () => moment())
    }
    await Promise.all([reader(), reader(), reader()])

    const pauses = openings
      .slice(1)
      .map((opening, index) => opening.at - (openings[index]?.closed ?? 0))
    expect(Math.max(...pauses)).toBeGreaterThan(25)
  })

  test('who fails to open it hears why; the next one tries anew', async () => {
    let attempts = 0
    const files = new AttachedFiles(async () => {
      attempts += 1
      if (attempts === 1) throw new Error('locked')
      return async () => {}
    })

    const answers = await Promise.allSettled(
      [1, 2].map(() => files.use('/f', asker(), async alias => alias)),
    )

    expect(answers).toMatchObject([{status: 'rejected', reason: {message: 'locked'}}, {value: 'f'}])
  })

  test('who gives up while he waits is answered at once, and the others go on', async () => {
    const {files, log} = gate()
    const first = held()
    const reading = files.use('/f', asker(), () => first.promise)
    const giving = new AbortController()
    const writing = files.use('/f', asker({access: 'write', signal: giving.signal}), async () => {})
    const later = files.use('/f', asker(), async () => 'later')
    giving.abort()

    await expect(writing).rejects.toMatchObject({name: 'CancelledError'})
    first.release()
    await reading
    expect(await later).toBe('later')
    expect(log).toEqual(['open read', 'close'])
  })

  test('who gives up while the file is being opened does not keep it open', async () => {
    const opening = held()
    const log: string[] = []
    const files = new AttachedFiles(async () => {
      await opening.promise
      log.push('open')
      return async () => void log.push('close')
    })
    const giving = new AbortController()
    const asked = files.use('/f', asker({signal: giving.signal}), async () => {})
    giving.abort()
    await expect(asked).rejects.toMatchObject({name: 'CancelledError'})

    const next = files.use('/f', asker({access: 'write'}), async () => void log.push('next'))
    opening.release()
    await next

    expect(log).toEqual(['open', 'close', 'open', 'next', 'close'])
  })
})

test('statements call a file what people call it, each by another name', async () => {
  const {files} = gate()
  const aliases: string[] = []
  const paths = [
    '/a/dev.duckdb',
    '/b/dev.duckdb',
    '/c/Dev.db',
    '/memory.duckdb',
    '/d/my store.db',
    '/é',
  ]
  for (const path of paths) await files.use(path, asker(), async alias => void aliases.push(alias))

  expect(aliases).toEqual(['dev', 'dev_2', 'dev_3', 'memory_2', 'my_store', '_'])
})

function asker(given: Partial<FileAsker> = {}): FileAsker {
  const access: FileAccess = 'read'
  return {access, lane: 'heavy', signal: new AbortController().signal, until: 0, ...given}
}

/** A gate before a door that only writes down what is done with it. */
function gate() {
  const log: string[] = []
  const openings: {at: number; closed: number}[] = []
  const door: FileDoor = async (_path, _alias, {access}) => {
    const opening = {at: performance.now(), closed: 0}
    openings.push(opening)
    log.push(`open ${access}`)
    await moment()
    return async () => {
      await moment()
      opening.closed = performance.now()
      log.push('close')
    }
  }
  return {files: new AttachedFiles(door), log, openings}
}

async function pages(files: AttachedFiles, count: number): Promise<void> {
  for (let page = 0; page < count; page += 1) {
    await files.use('/f', asker({lane: 'page'}), () => moment())
  }
}

function held() {
  let release = () => {}
  const promise = new Promise<void>(resolve => {
    release = resolve
  })
  return {promise, release}
}

function moment(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
