import {CancelledError} from '../engine/index.ts'
import type {Context} from './context.ts'
import type {NoticeTone} from './state.ts'

const KEPT = 200

/** Puts a sentence on the message line. */
export function say(
  {set, now}: Pick<Context, 'set' | 'now'>,
  tone: NoticeTone,
  text: string,
): void {
  set(({log}) => {
    const id = (log.notices.at(-1)?.id ?? 0) + 1
    const notice = {id, tone, text, atMicros: now()}
    return {log: {notices: [...log.notices, notice].slice(-KEPT), shown: notice}}
  })
}

/** Says why something did not work; that somebody stopped it is no failure. */
export function sayFailure(context: Pick<Context, 'set' | 'now'>, error: unknown): void {
  if (error instanceof CancelledError) return
  say(context, 'error', error instanceof Error ? error.message : String(error))
}

/** Takes the sentence off the message line; the log keeps it. */
export function dismiss({set}: Pick<Context, 'set'>, id: number): void {
  set(({log}) => (log.shown?.id === id ? {log: {...log, shown: null}} : {}))
}
