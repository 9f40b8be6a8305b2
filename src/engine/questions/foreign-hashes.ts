import {sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {FeaturePlan} from '../graph/feature-graph.ts'
import {answeringTable} from '../metadata-store/answering-table.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import {hashDisagreement} from '../versioning/hash-disagreement.ts'
import type {Context} from './context.ts'

/** So many stored hashes tell another algorithm from chance. */
const SAMPLE = 200n

/**
 * Refuses to compare hashes that the configuration cannot have made: every row would count as stale
 * (stores.md §14, trap 24).
 *
 * @throws MetaxyError CONFIG_ERROR naming what disagrees.
 */
export async function refuseForeignHashes(
  context: Context,
  open: OpenMetadataStore,
  plan: FeaturePlan,
): Promise<void> {
  const {hashAlgorithm} = context.metadataStore.config
  const {hashTruncationLength} = context.config
  const specs = [plan.spec, ...plan.parents.map(parent => parent.spec)]
  const recorded = specs.map(spec => context.graph.graph.definitions.get(spec.key)?.recorded)
  const featureVersions = recorded.flatMap(one => (one ? [one.featureVersion] : []))
  for (const spec of specs.filter(one => one.deps.length > 0)) {
    const provenance = await storedProvenance(context, open, spec)
    const reason = hashDisagreement(
      {featureVersions, provenance},
      {hashAlgorithm, hashTruncationLength},
    )
    if (reason === null) continue
    throw new MetaxyError({
      code: 'CONFIG_ERROR',
      message: `The increment of ${plan.spec.key} is not available: ${reason}.`,
      hint: 'Set hash_algorithm and hash_truncation_length as they were when the rows were written.',
      details: {feature: plan.spec.key},
    })
  }
}

async function storedProvenance(
  context: Context,
  open: OpenMetadataStore,
  spec: FeatureSpec,
): Promise<readonly string[]> {
  const table = await answeringTable(open, spec.key)
  const version = context.graph.versions.get(spec.key)?.featureVersion
  if (table === null || version === undefined) return []
  const rows = await open.session.values(
    sql`SELECT metaxy_provenance FROM ${table.from}
      WHERE metaxy_feature_version = ${version} AND metaxy_provenance IS NOT NULL LIMIT ${SAMPLE}`,
  )
  return rows.map(row => String(row[0]))
}
