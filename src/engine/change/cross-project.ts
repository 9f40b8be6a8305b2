import {MetaxyError} from '../errors.ts'
import type {Context} from '../questions/context.ts'
import type {Change} from './change.ts'

/**
 * A project changes its own features only, unless it is told otherwise (stores.md §8).
 * @throws MetaxyError CROSS_PROJECT_WRITE naming the feature, its project and the expected one.
 */
export function refuseCrossProject({config, graph}: Context, changes: readonly Change[]): void {
  const own = config.project
  if (own === null) return
  for (const {feature} of changes) {
    const project = graph.graph.definitions.get(feature)?.project
    if (project === undefined || project === own) continue
    throw new MetaxyError({
      code: 'CROSS_PROJECT_WRITE',
      message: `Feature ${feature} belongs to project ${project}; this is project ${own}.`,
      hint: 'Work in that project, or pass --allow-cross-project-writes.',
      details: {feature, project, expected_project: own},
    })
  }
}
