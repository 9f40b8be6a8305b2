import type {Command} from 'commander'
import type {FeatureDifference, FieldDifference, GraphDiff} from '../../../engine/index.ts'
import {asking, type Perform} from '../command-context.ts'
import {formatOption} from '../options.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'
import {shownProject} from './feature-selection.ts'

/** `mxx graph-diff render FROM [TO]` (commands.md §2). */
export function declareGraphDiffRender(group: Command, perform: Perform): void {
  const command = group.command('render').description('what changed from one push to another')
  command
    .argument('<from>', '`latest`, `current`, a project version or its beginning')
    .argument('[to]', 'the same', 'current')
  formatOption(command).action(async (from: string, to: string) => {
    await perform(command, async context => {
      const project = await context.openProject()
      const shown = shownProject(project.config, context.global)
      const diff = await project.graphDiff(from, to, {...asking(context.io), project: shown})
      diff.warnings.forEach(context.warn)
      return {json: asJson(diff), plain: print => plainText(diff, print)}
    })
  })
}

function asJson({from, to, added, removed, changed, unchanged}: GraphDiff): JsonObject {
  return {from, to, added, removed, changed: changed.map(featureAsJson), unchanged}
}

function featureAsJson(difference: FeatureDifference): JsonObject {
  return {
    key: difference.key,
    from_version: difference.fromVersion,
    to_version: difference.toVersion,
    kind: difference.kind,
    fields: difference.fields.map(fieldAsJson),
    reasons: difference.reasons,
  }
}

/** One field of a diff; versions are left out where the field is not there. */
export function fieldAsJson({key, change, from, to}: FieldDifference): JsonObject {
  return {
    key,
    change,
    from_version: from?.version,
    to_version: to?.version,
    from_code_version: from?.codeVersion,
    to_code_version: to?.codeVersion,
  }
}

const KINDS = {
  own: 'edited',
  inherited: 'upstream moved',
  both: 'edited, and upstream moved',
  definition_only: 'definition only, the version stays',
} as const

function plainText({from, to, added, removed, changed, unchanged}: GraphDiff, print: Printer) {
  const counts = [
    `${added.length} added`,
    `${removed.length} removed`,
    `${changed.length} changed`,
    `${unchanged.length} unchanged`,
  ]
  return [
    `${from} → ${to}: ${counts.join(', ')}\n`,
    ...added.map(key => `+ ${key}\n`),
    ...removed.map(key => `- ${key}\n`),
    ...changed.map(difference => changedText(difference, print)),
  ].join('')
}

function changedText(difference: FeatureDifference, print: Printer): string {
  const {key, kind, fromVersion, toVersion, fields, reasons} = difference
  const versions = fromVersion === toVersion ? toVersion : `${fromVersion} → ${toVersion}`
  const table = print.table({
    header: ['    FIELD', 'CHANGE', 'VERSION', 'CODE VERSION'],
    rows: fields.map(({key: field, change, from, to}) => [
      `    ${field}`,
      change,
      moved(from?.version, to?.version),
      moved(from?.codeVersion, to?.codeVersion),
    ]),
  })
  return [
    `~ ${key}  ${versions}  (${KINDS[kind]})\n`,
    ...reasons.map(reason => `    ${print.lines(reason)}\n`),
    fields.length === 0 ? '' : table,
  ].join('')
}

/** `1 → 2`, or one of them where they are the same or the other is not there. */
export function moved(from: string | undefined, to: string | undefined): string {
  if (from === undefined || from === to) return to ?? ''
  return to === undefined ? from : `${from} → ${to}`
}
