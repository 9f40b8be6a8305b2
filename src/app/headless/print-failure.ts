import type {CommandIo} from './command-io.ts'
import {EXIT_CODES, isCoded} from './failures.ts'
import {detailsAsJson, type JsonObject, jsonPieces} from './output/json.ts'
import {safeLines} from './output/safe-lines.ts'

/**
 * Says why a command ended: two lines on stderr, or a JSON document on stdout when one was asked for
 * (commands.md §1). Answers the exit code. What was cancelled says nothing: the person did it.
 */
export function printFailure(io: CommandIo, args: readonly string[], error: unknown): number {
  if (io.signal?.aborted || isCancelled(error)) return 130
  const failure = isCoded(error)
    ? error
    : {code: 'GENERIC_ERROR' as const, message: messageOf(error), hint: undefined, details: {}}

  if (wantsJson(args)) {
    const {code, message, hint, details} = failure
    const document: JsonObject = {
      schema_version: 1,
      error: code,
      message,
      ...(hint === undefined ? {} : {hint}),
      ...detailsAsJson(details ?? {}),
    }
    io.stdout.write(`${[...jsonPieces(document)].join('')}\n`)
  } else {
    io.stderr.write(`Error: ${safeLines(failure.message)}\n`)
    if (failure.hint !== undefined) io.stderr.write(`Hint: ${safeLines(failure.hint)}\n`)
  }
  if (io.env.METAXY_LOG_LEVEL?.toUpperCase() === 'DEBUG') {
    io.stderr.write(`${safeLines(stackOf(error))}\n`)
  }
  return EXIT_CODES[failure.code]
}

/** Looked up in the arguments themselves: the failure may be that they could not be parsed. */
function wantsJson(args: readonly string[]): boolean {
  return args.some(
    (arg, index) =>
      /^(--format|-f)=json$/.test(arg) ||
      (/^(--format|-f)$/.test(arg) && args[index + 1] === 'json'),
  )
}

function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === 'CancelledError' || error.name === 'AbortError')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
