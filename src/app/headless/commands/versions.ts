import type {Command} from 'commander'
import type {FeatureVersionRecord} from '../../../engine/index.ts'
import {asking, type Perform} from '../command-context.ts'
import {formatOption} from '../options.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'
import {isoTimeOrNull} from '../output/times.ts'
import {featureArgument, readFeature} from './feature-selection.ts'

/** `mxx versions KEY` (commands.md §2): newest push first, versions found only in data last. */
export function declareVersions(program: Command, perform: Perform): void {
  const command = program.command('versions').description('versions of a feature, with their rows')
  formatOption(featureArgument(command)).action(
    async (keys: readonly string[], options: {feature?: readonly string[]}) => {
      await perform(command, async context => {
        const feature = await readFeature(keys, options)
        const project = await context.openProject()
        const versions = await project.versions(feature, asking(context.io))
        return {
          json: {feature, versions: versions.map(asJson)},
          plain: print => plainText(versions, print),
        }
      })
    },
  )
}

function asJson(version: FeatureVersionRecord): JsonObject {
  return {
    feature_version: version.featureVersion,
    project_versions: version.projectVersions,
    first_recorded_at: isoTimeOrNull(version.firstRecordedAtMicros),
    last_recorded_at: isoTimeOrNull(version.lastRecordedAtMicros),
    rows: version.rows,
    live_rows: version.liveRows,
    deleted_rows: version.deletedRows,
    is_current: version.isCurrent,
    known: version.known,
  }
}

function plainText(versions: readonly FeatureVersionRecord[], print: Printer): string {
  return print.table({
    header: ['VERSION', 'LIVE', 'DELETED', 'ROWS', 'LAST PUSHED', 'PROJECT VERSIONS'],
    rows: versions.map(version => [
      version.isCurrent ? `${version.featureVersion} (current)` : version.featureVersion,
      String(version.liveRows),
      String(version.deletedRows),
      String(version.rows),
      print.time(version.lastRecordedAtMicros),
      version.known ? version.projectVersions.join(', ') : 'never pushed',
    ]),
    right: [1, 2, 3],
  })
}
