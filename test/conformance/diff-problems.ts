import type {Stage} from './check-definitions.ts'

interface Diff {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly unchanged: readonly string[]
  readonly changed: readonly {
    readonly key: string
    readonly kind: string
    readonly from_version: string
    readonly to_version: string
    readonly fields: readonly {
      readonly key: string
      readonly change: string
      readonly from_version?: string
      readonly to_version?: string
      readonly from_code_version?: string
      readonly to_code_version?: string
    }[]
    readonly reasons: readonly string[]
  }[]
}

/** Where a diff says something else than the versions and specs of the two graphs. */
export function diffProblems(
  diff: Diff,
  from: Stage,
  to: Stage,
  project: string,
): readonly string[] {
  const [before, after] = [keysOf(from, project), keysOf(to, project)]
  const common = [...after].filter(key => before.has(key))
  const moved = common.filter(
    key =>
      from.versions[key]?.definition !== to.versions[key]?.definition ||
      from.versions[key]?.feature !== to.versions[key]?.feature,
  )
  return [
    ...unlike(
      'added',
      diff.added,
      [...after].filter(key => !before.has(key)),
    ),
    ...unlike(
      'removed',
      diff.removed,
      [...before].filter(key => !after.has(key)),
    ),
    ...unlike(
      'unchanged',
      diff.unchanged,
      common.filter(key => !moved.includes(key)),
    ),
    ...unlike(
      'changed',
      diff.changed.map(({key}) => key),
      moved,
    ),
    ...diff.changed.flatMap(change => changeProblems(change, from, to)),
  ]
}

function changeProblems(
  change: Diff['changed'][number],
  from: Stage,
  to: Stage,
): readonly string[] {
  const {key, kind, fields, reasons} = change
  const [was, is] = [from.versions[key], to.versions[key]]
  const wrong: string[] = []
  const claim = (holds: boolean, what: string) => {
    if (!holds) wrong.push(`${key} (${kind}, ${JSON.stringify(reasons)}): ${what}`)
  }
  claim(change.from_version === was?.feature, 'another version before')
  claim(change.to_version === is?.feature, 'another version after')
  claim(reasons.length > 0, 'no reason')
  claim((was?.feature === is?.feature) === (kind === 'definition_only'), 'versions and kind')
  const names = new Set([...Object.keys(was?.fields ?? {}), ...Object.keys(is?.fields ?? {})])
  const moved = [...names].filter(name => was?.fields[name] !== is?.fields[name])
  wrong.push(
    ...unlike(
      `fields of ${key}`,
      fields.map(field => field.key),
      moved,
    ),
  )
  for (const field of fields) {
    claim(field.from_version === was?.fields[field.key], `field ${field.key} before`)
    claim(field.to_version === is?.fields[field.key], `field ${field.key} after`)
    const edited = field.from_code_version !== field.to_code_version
    claim(!edited || field.change !== 'inherited', `field ${field.key}: a code version is own`)
  }
  const untouched = partsOf(from, key) === partsOf(to, key)
  const own = kind === 'own' || kind === 'both'
  if (kind !== 'definition_only') claim(untouched === !own, 'edited, or not')
  const upstream = upstreamOf(to, key).filter(dep => upstreamOf(from, key).includes(dep))
  const upstreamMoved = upstream.some(
    dep => from.versions[dep]?.feature !== to.versions[dep]?.feature,
  )
  if (kind === 'inherited' || kind === 'both') claim(upstreamMoved, 'no upstream moved')
  return wrong
}

/** What an edit of one's own is about; the order of fields is not. */
function partsOf(stage: Stage, key: string): string {
  const spec = specOf(stage, key)
  const fields = Array.isArray(spec?.fields)
    ? spec.fields.map(one => JSON.stringify(one)).sort()
    : []
  return JSON.stringify([spec?.id_columns, spec?.deps, fields])
}

function upstreamOf(stage: Stage, key: string): readonly string[] {
  const deps = specOf(stage, key)?.deps
  return Array.isArray(deps) ? deps.map(dep => String(dep.feature)) : []
}

function specOf(stage: Stage, key: string) {
  return stage.entries.find(entry => entry.spec.key === key)?.spec
}

function keysOf(stage: Stage, project: string): ReadonlySet<string> {
  return new Set(
    stage.entries.filter(entry => entry.project === project).map(entry => entry.spec.key),
  )
}

function unlike(what: string, found: readonly string[], expected: readonly string[]) {
  const [one, other] = [found, expected].map(list => [...list].sort().join(' '))
  return one === other ? [] : [`${what}: ${one}, expected ${other}`]
}
