import type {FeaturePlan, Parent} from '../graph/feature-graph.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'

/** The id columns of an upstream by their names after renaming. */
export function renamedIdColumns({dep, spec}: Parent): readonly string[] {
  return spec.idColumns.map(name => dep.rename.get(name) ?? name)
}

/**
 * What tells the inputs from one upstream apart once its lineage is applied: its own ids, the columns
 * that its rows are grouped by, or those of the parent that is expanded (versioning.md §6.4).
 */
export function inputIdColumns(parent: Parent, downstream: FeatureSpec): readonly string[] {
  const {lineage} = parent.dep
  switch (lineage.kind) {
    case 'identity':
      return renamedIdColumns(parent)
    case 'aggregation':
      return lineage.on ?? downstream.idColumns
    case 'expansion':
      return lineage.on
  }
}

/**
 * The key that upstreams are joined by and an increment is compared by: what all inputs share, else the
 * feature's own ids (versioning.md §6.4).
 */
export function joinColumnsOf({spec, parents}: FeaturePlan): readonly string[] {
  const [first = [], ...others] = parents.map(parent => inputIdColumns(parent, spec))
  const shared = first.filter(name => others.every(names => names.includes(name)))
  return [...new Set(shared.length > 0 ? shared : spec.idColumns)]
}

/**
 * The upstream ids that survive `select` and so order the rows of a group; without all of them rows of
 * a group may come in any order, and its hash cannot be reproduced (versioning.md §6.3).
 */
export function groupOrder(parent: Parent, downstream: FeatureSpec): readonly string[] {
  const ids = renamedIdColumns(parent)
  const kept = new Set(selectedColumns(parent, downstream) ?? ids)
  return ids.filter(name => kept.has(name))
}

/** What a dependency keeps, by the names after renaming; null for everything (versioning.md §6.2). */
export function selectedColumns(parent: Parent, downstream: FeatureSpec): readonly string[] | null {
  const {select, lineage} = parent.dep
  if (select === null) return null
  const needed =
    lineage.kind === 'identity' || lineage.on === null
      ? renamedIdColumns(parent)
      : inputIdColumns(parent, downstream)
  return [...new Set([...select, ...needed])]
}
