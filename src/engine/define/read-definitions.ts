import {readFile} from 'node:fs/promises'
import {extname} from 'node:path'
import {MetaxyError} from '../errors.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import {isJsonArray, type JsonValue, parseJson} from '../models/json.ts'
import {exportedDefinitions} from './exported-definitions.ts'
import {readEntry} from './read-entry.ts'

/**
 * The definitions of a file (commands.md §3, push): a JSON array of
 * `{project?, spec, feature_schema?, source?}`, or a JavaScript or TypeScript module that exports what
 * `defineFeature` made, alone or in arrays. The project of an entry without one is empty.
 *
 * @param file an absolute path.
 * @throws MetaxyError INVALID_INPUT when it cannot be read or loaded, and saying which entry is wrong.
 */
export async function readDefinitions(file: string): Promise<readonly FeatureDefinition[]> {
  if (/^\.[cm]?[jt]s$/.test(extname(file))) return exportedDefinitions(file)
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === 'ENOENT' ? 'there is no such file' : cause.message
    throw wrong(`${file} cannot be read: ${reason}.`, file, cause)
  })
  const entries = listIn(text, file)
  return entries.map((entry, index) => {
    try {
      return readEntry(entry)
    } catch (cause) {
      if (!(cause instanceof MetaxyError)) throw cause
      throw wrong(`${file}, entry ${index + 1}: ${cause.message}`, file, cause)
    }
  })
}

function listIn(text: string, file: string): readonly JsonValue[] {
  let json: JsonValue
  try {
    json = parseJson(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    if (!(cause instanceof MetaxyError)) throw cause
    throw wrong(`${file}: ${cause.message}`, file, cause)
  }
  if (isJsonArray(json)) return json
  throw wrong(`${file} should hold a JSON array of definitions.`, file, undefined)
}

function wrong(message: string, file: string, cause: unknown): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message,
    hint: 'Definitions are [{"project": …, "spec": {…}, "feature_schema": {…}, "source": …}, …].',
    details: {file},
    cause,
  })
}
