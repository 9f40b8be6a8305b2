import {MetaxyError, type Warning} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {pushGraph} from '../metadata-store/push-graph.ts'
import {type PushPlan, pushRows} from '../metadata-store/push-rows.ts'
import {pushWrite} from '../metadata-store/push-write.ts'
import {FEATURE_VERSIONS_KEY} from '../metadata-store/system-tables.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {Context} from '../questions/context.ts'
import {readPushes} from '../questions/pushes.ts'
import type {AskOptions} from '../questions/questions.ts'
import {creatingTable} from './create-table.ts'
import {refusedByTable} from './refused-by-table.ts'

export interface PushRequest extends AskOptions {
  /** Default: the project's features of the current graph, again. */
  readonly definitions?: readonly FeatureDefinition[]
  /** Texts of one's own, kept with the push; `metaxy` is reserved. */
  readonly tags?: Readonly<Record<string, string>>
  /** Default: the configured project, else the only one among the definitions. */
  readonly project?: string
  /** Says what would be recorded and writes nothing. */
  readonly dryRun?: boolean
}

export interface PushResult extends Pick<PushPlan, 'project' | 'projectVersion' | 'outcome'> {
  /** The project's features in the order they are recorded. */
  readonly features: readonly string[]
  /** Those whose rows were appended. */
  readonly recorded: readonly string[]
  readonly warnings: readonly Warning[]
}

/**
 * Records definitions in the metadata store as `metaxy push` does (stores.md §3.3). It depends on
 * nothing that was seen before: the file is opened, what is there is read, and the rows are appended,
 * on a Delta table again and again until they land.
 *
 * @throws MetaxyError NO_FEATURES, INVALID_INPUT for what is no graph, TABLE_NOT_FOUND when the system
 *   table would have to be made and may not, STORE_LOCKED.
 */
export async function pushDefinitions(
  context: Context,
  nowMicros: bigint,
  request: PushRequest,
): Promise<PushResult> {
  const {config, metadataStore, graph: current} = context
  const {definitions = null, tags = {}, dryRun = false} = request
  if ('metaxy' in tags) throw reservedTag()
  const project = request.project ?? config.project ?? onlyProject(definitions, context)
  const graph = pushGraph(definitions, current, project)
  const {hashTruncationLength} = config
  const plan = async (open: OpenMetadataStore) =>
    pushRows(graph, await readPushes(open), {project, tags, nowMicros, hashTruncationLength})
  const beside = notPushed(definitions ?? [], project)
  if (dryRun) return resultOf(await metadataStore.reading(plan, request), beside)
  return metadataStore.writing(async open => {
    const made = await plan(open)
    if (made.rows.length === 0) return resultOf(made, beside)
    const table = await open.table(FEATURE_VERSIONS_KEY)
    const creating = table === null ? [creatingTable(context, FEATURE_VERSIONS_KEY)] : []
    const write = pushWrite(table, made.rows)
    await open.transaction(async () => void (await open.write(write))).catch(refuse)
    return resultOf(made, [...creating, ...beside])
  }, request)
}

/** Definitions of other projects only say what these are computed from. */
function notPushed(definitions: readonly FeatureDefinition[], project: string): readonly Warning[] {
  const others = definitions.filter(one => one.project !== '' && one.project !== project)
  if (others.length === 0) return []
  const features = others.map(one => one.spec.key)
  const projects = [...new Set(others.map(one => one.project))]
  return [
    {
      code: 'other_projects_not_pushed',
      message: `Features of project ${projects.join(', ')} are not pushed by project ${project}: ${features.join(', ')}.`,
      projects,
      features,
    },
  ]
}

function resultOf(plan: PushPlan, warnings: readonly Warning[]): PushResult {
  const {project, projectVersion, outcome, features, rows} = plan
  return {
    project,
    projectVersion,
    outcome,
    features,
    recorded: rows.map(row => row.featureKey),
    warnings,
  }
}

function onlyProject(definitions: readonly FeatureDefinition[] | null, {graph}: Context): string {
  const named = definitions?.map(one => one.project) ?? [...graph.projectVersions.keys()]
  const [only, ...others] = new Set(named.filter(project => project !== ''))
  if (only !== undefined && others.length === 0) return only
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: 'It is not clear which project is pushed.',
    hint: 'Set `project` in metaxy.toml.',
    details: {projects: only === undefined ? [] : [only, ...others]},
  })
}

/** A table of migration tools has a key over project, feature and definition (stores.md §15). */
function refuse(error: unknown): never {
  const why = 'A push records unchanged features again'
  throw refusedByTable(error, [FEATURE_VERSIONS_KEY], why) ?? error
}

function reservedTag(): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: 'The tag "metaxy" is reserved: Metaxy keeps its own version there.',
    hint: 'Choose another name for the tag.',
  })
}
