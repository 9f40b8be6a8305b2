import {pathToFileURL} from 'node:url'
import {MetaxyError} from '../errors.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import {parseJson} from '../models/json.ts'
import {jsonOfValue} from '../models/json-of-value.ts'
import {readEntry} from './read-entry.ts'

/**
 * Every definition that a module exports, alone or in arrays, in the order of its exports' names as
 * JavaScript gives them, each once.
 *
 * @throws MetaxyError INVALID_INPUT with the reason when the module does not load or exports none.
 */
export async function exportedDefinitions(file: string): Promise<readonly FeatureDefinition[]> {
  const exported = await load(file)
  const values = Object.values(exported).flatMap(value => (Array.isArray(value) ? value : [value]))
  const found = [...new Set(values)].flatMap(value => {
    const definition = definitionIn(value, file)
    return definition === undefined ? [] : [definition]
  })
  if (found.length > 0) return found
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: `${file} exports no definition.`,
    hint: "Export what defineFeature() of 'metaxy-explorer' gives, or an array of them.",
    details: {file},
  })
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(file).href)
  } catch (cause) {
    throw new MetaxyError({
      code: 'INVALID_INPUT',
      message: `${file} cannot be loaded: ${reasonOf(cause)}`,
      details: {file},
      cause,
    })
  }
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return 'this Node does not run TypeScript. Use Node 22.18 or newer, or a JavaScript file.'
  }
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
  return text.split('\n')[0] ?? text
}

/**
 * The module may have another copy of this library: what it made is read again from its stored texts.
 * What is no definition, a helper function for one, is passed over.
 */
function definitionIn(value: unknown, file: string): FeatureDefinition | undefined {
  if (typeof value !== 'object' || value === null || !('spec' in value)) return undefined
  try {
    if (!('specJson' in value && 'schemaJson' in value)) return readEntry(jsonOfValue(value, ''))
    const {specJson, schemaJson} = value
    const project = 'project' in value ? value.project : ''
    const source = 'classPath' in value ? value.classPath : null
    return readEntry(
      new Map([
        ['spec', parseJson(String(specJson))],
        ['feature_schema', parseJson(String(schemaJson))],
        ...(project === '' ? [] : [['project', String(project)] as const]),
        ...(typeof source === 'string' ? [['source', source] as const] : []),
      ]),
    )
  } catch (cause) {
    if (!(cause instanceof MetaxyError)) throw cause
    throw new MetaxyError({
      code: 'INVALID_INPUT',
      message: `${file}: ${cause.message}`,
      details: {file},
      cause,
    })
  }
}
