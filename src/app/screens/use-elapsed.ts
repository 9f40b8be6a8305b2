import {useEffect, useState} from 'react'
import {useAppWorld} from '../use-app-state.ts'

const TICK_MS = 100

/** Milliseconds since a moment, going on while it is given. */
export function useElapsed(sinceMicros: bigint | null): number {
  const {now} = useAppWorld()
  const [, tick] = useState(0)
  const runs = sinceMicros !== null
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => tick(count => count + 1), TICK_MS)
    return () => clearInterval(timer)
  }, [runs])
  return sinceMicros === null ? 0 : Number((now() - sinceMicros) / 1000n)
}
