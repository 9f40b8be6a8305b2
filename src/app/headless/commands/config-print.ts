import {type Command, Option} from 'commander'
import type {Perform} from '../command-context.ts'
import {detailsAsJson} from '../output/json.ts'

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
      const {redactedConfig, redactedToml} = await import('../../../engine/index.ts')
      const config = await context.loadConfig()
      return {json: detailsAsJson(redactedConfig(config)), plain: () => redactedToml(config)}
    })
  })
}
