/** The rows that are being read batch by batch in one workspace. */
export interface Streams {
  /** A stream begins; what it answers aborts when somebody wants to write. */
  begin(): AbortSignal
  end(release: AbortSignal): void
  /** Whoever writes while he reads would wait for himself: all streams let their file go. */
  release(): void
}

export function openStreams(): Streams {
  const open = new Map<AbortSignal, AbortController>()
  return {
    begin: () => {
      const controller = new AbortController()
      open.set(controller.signal, controller)
      return controller.signal
    },
    end: release => void open.delete(release),
    release: () => {
      for (const controller of open.values()) controller.abort()
    },
  }
}

/** Items of a stream that lets its file go when somebody writes. */
export async function* streamed<T>(
  place: () => Promise<{readonly room: {readonly streams: Streams}}>,
  items: (release: AbortSignal) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const {streams} = (await place()).room
  const release = streams.begin()
  try {
    yield* items(release)
  } finally {
    streams.end(release)
  }
}
