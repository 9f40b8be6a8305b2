import {readFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'
import type {Remapping} from './keymap.ts'

/** What a person set for this program; never part of metaxy.toml. */
export interface Settings {
  /** Keys by command id; `false` takes a command's keys away. */
  readonly keys: Remapping
  /** What is wrong with the file, one sentence each. */
  readonly problems: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** `$XDG_CONFIG_HOME/metaxy-explorer/settings.json`: `{"keys": {"rows.deleted": ["z", "Z"]}}`. */
export function settingsFile(env: Environment): string {
  const folder = env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config')
  return join(folder, 'metaxy-explorer', 'settings.json')
}

/** Reads the settings; a file that is not there sets nothing. */
export function readSettings(env: Environment): Settings {
  const file = settingsFile(env)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return {keys: {}, problems: []}
  }
  return parseSettings(text, file)
}

/** @param file is named in problems. */
export function parseSettings(text: string, file: string): Settings {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {keys: {}, problems: [`${file} is no JSON: ${reason}`]}
  }
  const keys: Record<string, readonly string[] | false> = {}
  const problems: string[] = []
  for (const [id, value] of Object.entries(member(json, 'keys'))) {
    if (value === false) keys[id] = false
    else if (Array.isArray(value) && value.every(key => typeof key === 'string')) keys[id] = value
    else problems.push(`${file}: keys."${id}" has to be a list of keys, or false.`)
  }
  return {keys, problems}
}

function member(json: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || !(name in json)) return {}
  const value: unknown = Object.entries(json).find(([key]) => key === name)?.[1]
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {}
}
