import type {FeaturePlan, Parent} from '../graph/feature-graph.ts'

/** The id columns of an upstream by their names after renaming. */
export function inputIdColumns({dep, spec}: Parent): readonly string[] {
  return spec.idColumns.map(name => dep.rename.get(name) ?? name)
}

/**
 * The key that upstreams are joined by and an increment is compared by: the ids that all upstreams
 * share, else the feature's own (versioning.md §6.4).
 */
export function joinColumnsOf(plan: FeaturePlan): readonly string[] {
  const [first = [], ...others] = plan.parents.map(inputIdColumns)
  const shared = first.filter(name => others.every(names => names.includes(name)))
  return [...new Set(shared.length > 0 ? shared : plan.spec.idColumns)]
}
