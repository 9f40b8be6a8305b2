import type {DetailLine} from '../../../components/DetailPane.tsx'
import {shortHash} from '../../../components/format.ts'
import {formatMicros} from '../../../components/format-time.ts'
import {span} from '../../../components/spans.ts'
import {
  type FeatureKey,
  type FieldKey,
  lineageLabel,
  type ProjectGraph,
} from '../../../engine/index.ts'
import type {FeatureFacts} from './feature-facts.ts'
import {fieldReach} from './field-reach.ts'
import {statusLines} from './status-lines.ts'

/** The same in the three lines that a narrow frame has: what it is, what it reaches, how it stands. */
export function featureSummary(facts: FeatureFacts): readonly DetailLine[] {
  const {graph, feature, field} = facts
  const definition = graph.graph.definitions.get(feature)
  if (definition === undefined) return []
  const {spec} = definition
  const versions = graph.versions.get(feature)
  const chosen = spec.fields.find(({key}) => key === field)
  const kind = spec.deps.length === 0 ? 'root' : 'computed'
  const what =
    chosen === undefined
      ? `version ${shortHash(versions?.featureVersion ?? '')}`
      : `code ${shortCode(chosen.codeVersion)}  field ${shortHash(versions?.fieldVersions.get(chosen.key) ?? '')}`
  const {used, untouched} = fieldReach(graph, feature, field)
  const reached = used.length === 0 ? 'nothing' : used.map(line => line.trim()).join(', ')
  const spared = untouched.length === 0 ? '' : ` · not affected: ${untouched.join(', ')}`
  return [
    text(`${what}   ${kind}, key ${spec.idColumns.join(', ')}`),
    text(`affects ${reached}${spared}`),
    {kind: 'blank'},
    ...statusLines(facts),
    ...warningLines(graph, feature),
  ]
}

/** Everything known of one feature, the chosen field's reach in the middle. */
export function featureLines(facts: FeatureFacts): readonly DetailLine[] {
  const {graph, feature, field} = facts
  const definition = graph.graph.definitions.get(feature)
  if (definition === undefined) return []
  const {spec} = definition
  const kind = spec.deps.length === 0 ? 'root feature · ' : ''
  return [
    text(`${kind}key ${spec.idColumns.join(', ')}`),
    ...versionLines(facts),
    {kind: 'blank'},
    heading('FIELDS      code  version'),
    ...spec.fields.map(({key, codeVersion}): DetailLine => {
      const version = shortHash(graph.versions.get(feature)?.fieldVersions.get(key) ?? '')
      const line = `${key.padEnd(10)}  ${shortCode(codeVersion).padEnd(4)}  ${version}`
      const isChosen = key === field
      return {
        kind: 'line',
        line: [span(isChosen ? 'focus' : 'plain', `${isChosen ? '>' : ' '} ${line}`)],
      }
    }),
    ...reachLines(graph, feature, field),
    ...dependencyLines(facts),
    {kind: 'blank'},
    ...statusLines(facts),
    ...warningLines(graph, feature),
    ...(spec.description === null ? [] : [{kind: 'blank'} as const, text(spec.description)]),
  ]
}

function versionLines({graph, feature, times}: FeatureFacts): readonly DetailLine[] {
  const versions = graph.versions.get(feature)
  const recorded = graph.graph.definitions.get(feature)?.recorded
  const project = graph.graph.definitions.get(feature)?.project ?? ''
  const projectVersion = graph.projectVersions.get(project)
  return [
    value('version', shortHash(versions?.featureVersion ?? '')),
    value('definition', shortHash(versions?.definitionVersion ?? '')),
    value('project', `${project} ${shortHash(projectVersion ?? '')}`),
    ...(recorded == null
      ? []
      : [
          value(
            'pushed',
            formatMicros(recorded.recordedAtMicros, times.timeFormat, times.nowMicros),
          ),
        ]),
  ]
}

function reachLines(
  graph: ProjectGraph,
  feature: FeatureKey,
  field: FieldKey | null,
): readonly DetailLine[] {
  const {used, untouched} = fieldReach(graph, feature, field)
  const of = field === null ? '' : ` (${field})`
  return [
    {kind: 'blank'},
    heading(`USED BY${of}`),
    ...(used.length === 0 ? [text('  nothing')] : used.map(line => text(`  ${line}`))),
    ...(untouched.length === 0
      ? []
      : [heading(`NOT AFFECTED BY ${field}`), ...untouched.map(line => text(`  ${line}`))]),
  ]
}

function dependencyLines({graph, feature}: FeatureFacts): readonly DetailLine[] {
  const deps = graph.graph.definitions.get(feature)?.spec.deps ?? []
  if (deps.length === 0) return []
  return [
    {kind: 'blank'},
    heading('COMPUTED FROM'),
    ...deps.flatMap(dep => [
      text(
        [
          `  ${dep.feature}`,
          lineageLabel(dep.lineage),
          ...(dep.optional ? ['optional'] : []),
          ...(dep.rename.size === 0 ? [] : ['renamed']),
        ].join('  '),
      ),
      ...dep.filters.map(filter => text(`    where ${filter}`)),
    ]),
  ]
}

function warningLines(graph: ProjectGraph, feature: FeatureKey): readonly DetailLine[] {
  const about = graph.warnings.filter(warning => warning.feature === feature)
  if (about.length === 0) return []
  return [
    {kind: 'blank'},
    ...about.map(
      ({message}): DetailLine => ({kind: 'text', text: `! ${message}`, meaning: 'warning'}),
    ),
  ]
}

/** Metaxy's own name for "never changed" says less than a 1 would. */
function shortCode(codeVersion: string): string {
  return codeVersion.startsWith('__metaxy') ? '-' : codeVersion
}

function heading(text: string): DetailLine {
  return {kind: 'heading', text}
}

function text(text: string): DetailLine {
  return {kind: 'text', text}
}

function value(label: string, value: string): DetailLine {
  return {kind: 'value', label, value}
}
