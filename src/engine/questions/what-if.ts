import type {Config} from '../config/config.ts'
import type {ComparedGraph, FieldDifference} from '../graph/compared-graph.ts'
import type {FeatureGraph} from '../graph/feature-graph.ts'
import {fieldDifferences} from '../graph/field-difference.ts'
import type {FeatureVersions, ProjectGraph} from '../graph/project-graph.ts'
import {type CodeVersion, withCodeVersions} from '../graph/with-code-versions.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {graphVersions, projectVersion} from '../versioning/versions.ts'

/** The versions that other code versions would give. */
export interface WhatIf {
  /** Of the configured project, else of the only one; null when it cannot be computed. */
  readonly projectVersion: string | null
  /** Those whose version moves, in topological order. */
  readonly features: readonly {
    readonly key: FeatureKey
    readonly fromVersion: string
    readonly toVersion: string
    readonly fields: readonly FieldDifference[]
  }[]
}

/**
 * What a push with other code versions would record (commands.md §2, `graph what-if`).
 *
 * @throws MetaxyError FEATURES_NOT_FOUND or INVALID_INPUT for a feature or field that does not exist.
 */
export function whatIf(
  projectGraph: ProjectGraph,
  config: Pick<Config, 'project' | 'hashTruncationLength'>,
  codeVersions: readonly CodeVersion[],
): WhatIf {
  const {graph, versions, order: features} = projectGraph
  const length = config.hashTruncationLength
  const edited = withCodeVersions(graph, codeVersions)
  const from: ComparedGraph = {graph, versions, features}
  const to: ComparedGraph = {graph: edited, versions: graphVersions(edited, length), features}
  return {
    projectVersion: newProjectVersion(projectGraph, config, to),
    features: features.flatMap(key => {
      const fromVersion = versions.get(key)?.featureVersion ?? ''
      const toVersion = to.versions.get(key)?.featureVersion ?? ''
      if (fromVersion === toVersion) return []
      const fields = fieldDifferences(key, from, to).map(field => field.difference)
      return [{key, fromVersion, toVersion, fields}]
    }),
  }
}

function newProjectVersion(
  {graph, versions, projectVersions}: ProjectGraph,
  {project: configured, hashTruncationLength}: Pick<Config, 'project' | 'hashTruncationLength'>,
  edited: ComparedGraph,
): string | null {
  const [only, ...others] = projectVersions.keys()
  const project = configured ?? (others.length === 0 ? only : undefined)
  if (project === undefined) return null
  // With features that cannot be read, their definitions would be missing in the hash.
  const known = versionOf(graph, versions, project, hashTruncationLength)
  if (known !== projectVersions.get(project)) return null
  return versionOf(edited.graph, edited.versions, project, hashTruncationLength)
}

function versionOf(
  graph: FeatureGraph,
  versions: ReadonlyMap<FeatureKey, FeatureVersions>,
  project: string,
  length: number,
): string {
  const own = [...graph.definitions].filter(
    ([, definition]) => definition.project === project && !definition.external,
  )
  return projectVersion(
    new Map(own.map(([key]) => [key, versions.get(key)?.definitionVersion ?? ''])),
    length,
  )
}
