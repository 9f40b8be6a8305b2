import {ConfigError} from '../errors.ts'
import {isSettings, type Settings} from './toml-file.ts'

/** Where settings came from, for messages. */
export interface Origin {
  readonly file: string | null
  /** Environment variable by dotted setting. */
  readonly variables: ReadonlyMap<string, string>
}

/** A setting, its dotted name and where it may have come from. */
export interface Setting {
  readonly name: string
  readonly value: unknown
  readonly origin: Origin
}

/** @param secret leaves the value itself out of the message. */
export function wrong(
  {name, value, origin}: Setting,
  expected: string,
  secret = false,
): ConfigError {
  const variable = origin.variables.get(name)
  const where = variable ?? `${origin.file ?? 'configuration'}: "${name}"`
  const found = secret ? '' : `, found ${shown(value)}`
  return new ConfigError(`${where} should be ${expected}${found}.`, {
    ...(origin.file === null ? {} : {file: origin.file}),
    hint: 'METAXY_* environment variables override the file.',
  })
}

export function textOf(setting: Setting): string {
  if (typeof setting.value !== 'string') throw wrong(setting, 'a text')
  return setting.value
}

/** Takes what Metaxy takes, texts among it, because variables and templates only give texts. */
export function flagOf(setting: Setting): boolean {
  const text =
    isSettings(setting.value) || Array.isArray(setting.value)
      ? ''
      : String(setting.value).toLowerCase()
  if (['true', '1', 'yes', 'on', 't', 'y'].includes(text)) return true
  if (['false', '0', 'no', 'off', 'f', 'n'].includes(text)) return false
  throw wrong(setting, 'true or false')
}

export function wholeNumberOf(setting: Setting, least: number): number {
  const {value} = setting
  const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < least) {
    throw wrong(setting, `a whole number of at least ${least}`)
  }
  return number
}

export function listOf(setting: Setting): readonly unknown[] {
  if (!Array.isArray(setting.value)) throw wrong(setting, 'a list')
  return setting.value
}

export function textsOf(setting: Setting): readonly string[] {
  return listOf(setting).map((value, index) =>
    textOf({...setting, name: `${setting.name}[${index}]`, value}),
  )
}

export function tableOf(setting: Setting): Settings {
  // A table may hold secrets, and so may what stands where one should be.
  if (!isSettings(setting.value)) throw wrong(setting, 'a table', true)
  return setting.value
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, inner) =>
    typeof inner === 'bigint' ? String(inner) : inner,
  )
  return text !== undefined && text.length > 60 ? `${text.slice(0, 59)}…` : String(text)
}
