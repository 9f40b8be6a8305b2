import {isJsonArray, isJsonObject, type JsonValue} from '../models/json.ts'

/**
 * A spec that a Metaxy before 0.1 stored, in today's words (stores.md §14): what a dependency selects was
 * called `columns`, and the earliest releases had one lineage for all dependencies of a feature.
 */
export function currentSpec(spec: JsonValue): JsonValue {
  if (!isJsonObject(spec)) return spec
  const current = new Map(spec)
  const [deps, lineage] = [spec.get('deps'), spec.get('lineage')]
  current.delete('lineage')
  if (isJsonArray(deps)) {
    const currentDeps = deps.map(dep => currentDep(dep, lineage))
    current.set('deps', currentDeps)
  }
  return current
}

function currentDep(dep: JsonValue, lineage: JsonValue | undefined): JsonValue {
  if (!isJsonObject(dep)) return dep
  const current = new Map(dep)
  const columns = dep.get('columns')
  if (columns !== undefined && !dep.has('select')) current.set('select', columns)
  current.delete('columns')
  if (lineage !== undefined && !dep.has('lineage')) current.set('lineage', lineage)
  return current
}
