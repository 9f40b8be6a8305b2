import type {Command} from 'commander'
import type {Config, FeatureKey, ProjectGraph} from '../../../engine/index.ts'
import {CommandFailure} from '../failures.ts'
import {flag, type GlobalOptions, repeatable} from '../options.ts'

/** `KEY…`, `--feature KEY` as often as wanted, or `--all-features` (commands.md §1). */
export interface SelectionOptions {
  readonly feature?: readonly string[]
  readonly allFeatures?: boolean
}

export type Selection =
  | {readonly kind: 'all'}
  | {readonly kind: 'keys'; readonly keys: readonly FeatureKey[]}

/** What a selection came to in a graph. */
export interface SelectedFeatures {
  readonly known: readonly FeatureKey[]
  /** Asked for by name and not in the graph. */
  readonly unknown: readonly FeatureKey[]
}

export function selectionArguments(command: Command): Command {
  command.argument('[keys...]', 'feature keys')
  repeatable(command, '--feature <key>', 'a feature key; another spelling of KEY')
  return flag(command, 'all-features', 'every feature of the project')
}

export function featureArgument(command: Command): Command {
  command.argument('[key...]', 'feature key')
  return repeatable(command, '--feature <key>', 'another spelling of KEY')
}

/**
 * Reads what was asked for, before anything is opened.
 * @throws CommandFailure MISSING_REQUIRED_FLAG or CONFLICTING_FLAGS; the engine's INVALID_FEATURE_KEY.
 */
export async function readSelection(
  keys: readonly string[],
  {feature = [], allFeatures = false}: SelectionOptions,
): Promise<Selection> {
  const named = [...new Set([...keys, ...feature])]
  if (named.length === 0 && !allFeatures) {
    throw new CommandFailure(
      'MISSING_REQUIRED_FLAG',
      'Say which features: their keys, or --all-features.',
      {details: {required_flags: ['--all-features', '<features>']}},
    )
  }
  if (named.length > 0 && allFeatures) {
    throw new CommandFailure(
      'CONFLICTING_FLAGS',
      'Feature keys and --all-features exclude each other.',
      {details: {conflicting_flags: ['--all-features', '<features>']}},
    )
  }
  if (allFeatures) return {kind: 'all'}
  const {parseKey} = await import('../../../engine/index.ts')
  return {kind: 'keys', keys: named.map(parseKey)}
}

/** The one feature that a command is about. @throws CommandFailure when none or several are named. */
export async function readFeature(
  keys: readonly string[],
  options: Pick<SelectionOptions, 'feature'>,
): Promise<FeatureKey> {
  const [key, ...others] = new Set([...keys, ...(options.feature ?? [])])
  if (key === undefined) {
    throw new CommandFailure('MISSING_REQUIRED_FLAG', 'Say which feature: its key.', {
      details: {required_flags: ['<feature>']},
    })
  }
  if (others.length > 0) {
    throw new CommandFailure('CONFLICTING_FLAGS', 'This command takes one feature at a time.', {
      details: {conflicting_flags: [key, ...others]},
    })
  }
  const {parseKey} = await import('../../../engine/index.ts')
  return parseKey(key)
}

/** Looks a selection up in a graph: all features of the shown project, or the named ones of any. */
export async function selectFeatures(
  graph: ProjectGraph,
  selection: Selection,
  project: string | null,
): Promise<SelectedFeatures> {
  if (selection.kind === 'all') {
    const {featuresOfProject} = await import('../../../engine/index.ts')
    return {known: featuresOfProject(graph, project), unknown: []}
  }
  const isKnown = (key: FeatureKey) =>
    graph.graph.definitions.has(key) || graph.broken.some(({feature}) => feature === key)
  return {
    known: selection.keys.filter(isKnown),
    unknown: selection.keys.filter(key => !isKnown(key)),
  }
}

/** The project that listings are about; null shows all of them. */
export function shownProject(config: Config, global: GlobalOptions): string | null {
  return global.allProjects ? null : (global.project ?? config.project)
}

/** @throws CommandFailure FEATURES_NOT_FOUND with near names, when something was not found. */
export async function refuseUnknown(
  graph: ProjectGraph,
  unknown: readonly FeatureKey[],
): Promise<void> {
  if (unknown.length === 0) return
  const {nearNames} = await import('../../../engine/index.ts')
  const near = Object.fromEntries(unknown.map(key => [key, nearNames(key, graph.order)]))
  const meant = [...new Set(Object.values(near).flat())]
  throw new CommandFailure(
    'FEATURES_NOT_FOUND',
    `${unknown.length === 1 ? 'Feature' : 'Features'} ${unknown.join(', ')} not found in the graph.`,
    {
      hint: meant.length > 0 ? `Near names: ${meant.join(', ')}.` : 'See `mxx list features`.',
      details: {features: unknown, near_names: near},
    },
  )
}
