import {isSettings, type Settings} from './toml-file.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Puts variables in the place of `${NAME}` and `${NAME:-default}` in every text, at any depth; not
 * in names (stores.md §9.1).
 */
export function expandTemplates(settings: Settings, env: Environment): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, expanded(value, env)]),
  )
}

function expanded(value: unknown, env: Environment): unknown {
  if (typeof value === 'string') return expandText(value, env)
  if (Array.isArray(value)) return value.map(item => expanded(item, env))
  return isSettings(value) ? expandTemplates(value, env) : value
}

/** A variable that is set but empty counts; one that is not set and has no default is empty. */
export function expandText(text: string, env: Environment): string {
  return text.replace(
    /\$\{([^}:]+)(?::-([^}]*))?\}/g,
    (_, name: string, fallback = '') => env[name] ?? fallback,
  )
}
