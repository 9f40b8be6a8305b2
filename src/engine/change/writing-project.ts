import {MetaxyError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Context} from '../questions/context.ts'

/**
 * The project version that written rows carry: of the configured project, else of the graph's only one
 * (versioning.md §8.1).
 * @throws MetaxyError CONFIG_ERROR when the graph has several and none is configured.
 */
export function writingProjectVersion({graph}: Context, feature: FeatureKey): string {
  if (graph.writingProjectVersion !== null) return graph.writingProjectVersion
  throw new MetaxyError({
    code: 'CONFIG_ERROR',
    message: `${feature} cannot be changed: the graph has several projects and the configuration names none.`,
    hint: 'Set `project` in metaxy.toml or METAXY_PROJECT.',
  })
}
