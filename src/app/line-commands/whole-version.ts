import type {FeatureKey} from '../../engine/index.ts'

/** A typed version among the known ones, or why it is none of them. */
export type WholeVersion =
  | {readonly kind: 'version'; readonly version: string}
  | {readonly kind: 'problem'; readonly message: string}

/** A whole feature version, or the beginning of exactly one (commands.md §3, rebase). */
export function wholeVersion(
  feature: FeatureKey,
  known: readonly string[],
  typed: string,
): WholeVersion {
  const begun = known.includes(typed) ? [typed] : known.filter(one => one.startsWith(typed))
  const [version, ...others] = begun
  if (version === undefined) {
    return {kind: 'problem', message: `${feature} has no version ${typed}: ${known.join(', ')}.`}
  }
  if (others.length === 0) return {kind: 'version', version}
  return {kind: 'problem', message: `${typed} begins several: ${begun.join(', ')}.`}
}
