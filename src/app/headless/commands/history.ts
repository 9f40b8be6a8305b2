import type {Command} from 'commander'
import type {PushRecord} from '../../../engine/index.ts'
import {asking, type Perform} from '../command-context.ts'
import {formatOption, wholeNumber} from '../options.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'
import {isoTime} from '../output/times.ts'
import {shownProject} from './feature-selection.ts'

/** `mxx history` (commands.md §2): pushes, newest first. */
export function declareHistory(program: Command, perform: Perform): void {
  const command = program.command('history').description('pushes of the feature graph')
  command.option('--limit <n>', 'only the newest n', wholeNumber)
  formatOption(command).action(async ({limit}: {limit?: number}) => {
    await perform(command, async context => {
      const project = await context.openProject()
      const shown = shownProject(project.config, context.global)
      const pushes = (await project.history(asking(context.io)))
        .filter(push => shown === null || push.project === shown)
        .slice(0, limit)
      return {
        json: {snapshots: pushes.map(asJson)},
        plain: print =>
          pushes.length === 0 ? 'Nothing was pushed yet.\n' : plainText(pushes, print),
      }
    })
  })
}

function asJson(push: PushRecord): JsonObject {
  return {
    project: push.project,
    project_version: push.projectVersion,
    recorded_at: isoTime(push.recordedAtMicros),
    feature_count: push.featureCount,
    tags: push.tags,
    is_current: push.isCurrent,
  }
}

function plainText(pushes: readonly PushRecord[], print: Printer): string {
  return print.table({
    header: ['PROJECT VERSION', 'RECORDED AT', 'FEATURES', 'PROJECT', 'TAGS'],
    rows: pushes.map(push => [
      push.isCurrent ? `${push.projectVersion} (current)` : push.projectVersion,
      print.time(push.recordedAtMicros),
      String(push.featureCount),
      push.project,
      Object.entries(push.tags)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
    ]),
    right: [2],
  })
}
