import {type Command, Option} from 'commander'
import type {Config} from '../../../engine/index.ts'
import type {Perform} from '../command-context.ts'
import {detailsAsJson, type JsonObject} from '../output/json.ts'
import {tomlText} from '../output/toml-text.ts'

/** `mxx config print` (commands.md §3): the effective configuration, secrets redacted. */
export function declareConfigPrint(config: Command, perform: Perform): void {
  const command = config.command('print').description('the effective configuration')
  command.addOption(
    new Option('-f, --format <format>', 'form of the answer')
      .choices(['toml', 'json', 'plain', 'table'])
      .default('toml'),
  )
  command.action(async () => {
    await perform(command, async context => {
      const {redacted} = await import('../output/redacted.ts')
      const config = await context.loadConfig()
      const members = redacted(membersOf(config))
      return {
        json: {config_file: config.file, ...members},
        plain: () => `# ${config.file ?? 'no configuration file'}\n${tomlText(members)}`,
      }
    })
  })
}

/** The keys of metaxy.toml, as Metaxy prints them; what is not set is left out. */
function membersOf(config: Config): JsonObject {
  const metadataStores = [...config.stores.values(), ...config.unusableStores.values()].map(
    ({name, type, config: settings}) => [name, {type, config: detailsAsJson(settings)}],
  )
  return {
    project: config.project ?? undefined,
    store: config.store,
    hash_truncation_length: config.hashTruncationLength,
    enable_map_datatype: config.enableMapDatatype,
    auto_create_tables: config.autoCreateTables,
    locked: config.locked ?? undefined,
    sync: config.sync,
    theme: config.theme,
    entrypoints: config.entrypoints,
    extra_features: config.extraFeatures.map(detailsAsJson),
    ext: detailsAsJson(config.ext),
    stores: Object.fromEntries(metadataStores),
  }
}
