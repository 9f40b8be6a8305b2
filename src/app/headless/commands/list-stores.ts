import type {Command} from 'commander'
import type {Config, MetadataStoreInfo} from '../../../engine/index.ts'
import {asking, type CommandContext, type Perform} from '../command-context.ts'
import {formatOption} from '../options.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'

/** `mxx list stores` (commands.md §2). */
export function declareListStores(list: Command, perform: Perform): void {
  const command = list.command('stores').alias('store').description('configured metadata stores')
  formatOption(command).action(async () => {
    await perform(command, async context => {
      const config = await context.loadConfig()
      const metadataStores = await metadataStoresOf(config, context)
      return {
        json: {
          default_store: config.store,
          store_count: metadataStores.length,
          stores: metadataStores.map(asJson),
        },
        plain: print =>
          metadataStores.length === 0
            ? 'No metadata store is configured.\n'
            : plainText(metadataStores, print),
      }
    })
  })
}

/** A project has at least one metadata store, and opens one of them; a listing needs neither. */
async function metadataStoresOf(
  config: Config,
  context: CommandContext,
): Promise<readonly MetadataStoreInfo[]> {
  const [first] = config.stores.keys()
  if (first === undefined) return []
  const project = await context.openProject(config.stores.has(config.store) ? {} : {store: first})
  return project.metadataStores(asking(context.io))
}

function asJson(info: MetadataStoreInfo): JsonObject {
  return {
    name: info.name,
    is_default: info.isDefault,
    type: info.type,
    info: info.info,
    versioning_engine: info.versioningEngine,
    engine: 'duckdb',
    fallbacks: info.fallbacks,
    reachable: info.reachable,
    ...(info.error === null ? {} : {error: info.error}),
  }
}

function plainText(metadataStores: readonly MetadataStoreInfo[], print: Printer): string {
  return print.table({
    header: ['NAME', 'INFO', 'FALLBACKS', 'REACHABLE'],
    rows: metadataStores.map(info => [
      info.isDefault ? `${info.name} (default)` : info.name,
      info.info,
      info.fallbacks.join(', ') || '-',
      info.reachable ? 'yes' : `no: ${info.error ?? 'unknown reason'}`,
    ]),
  })
}
