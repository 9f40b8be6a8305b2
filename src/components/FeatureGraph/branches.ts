import type {Net} from './nets.ts'

/**
 * How a net comes to one of its targets. `straight`: along its main row. `trunk`: down or up its own
 * trunk to the row of the target. `direct`: along its main row to the entry of the target, where
 * several nets meet. `detour`: over a row of its own to the entry of the target.
 */
export type Branch =
  | {readonly kind: 'straight' | 'trunk' | 'direct'; readonly net: Net; readonly target: number}
  | {readonly kind: 'detour'; readonly net: Net; readonly target: number; readonly row: number}

/**
 * The branches of all nets. Of the nets that meet at a target one at most comes along the row of the
 * target; a net ends at the entry it reaches along its own main row, so that nobody who follows
 * another line can stray onto it.
 */
export function branchesOf(nets: readonly Net[], freeRow: (near: Branch) => number): Branch[] {
  const arriving = new Map<number, number>()
  for (const target of nets.flatMap(net => net.targets)) {
    arriving.set(target, (arriving.get(target) ?? 0) + 1)
  }
  const carried = new Set(nets.filter(net => net.targets.includes(net.main)).map(net => net.main))
  const ended = new Set<Net>(nets.filter(net => net.targets.includes(net.main)))
  return nets.flatMap(net =>
    net.targets.map((target): Branch => {
      if (target === net.main) return {kind: 'straight', net, target}
      if (arriving.get(target) === 1) return {kind: 'trunk', net, target}
      if (net.targets.length === 1) return {kind: 'direct', net, target}
      if (!carried.has(target)) {
        carried.add(target)
        return {kind: 'trunk', net, target}
      }
      if (!ended.has(net)) {
        ended.add(net)
        return {kind: 'direct', net, target}
      }
      return {kind: 'detour', net, target, row: freeRow({kind: 'trunk', net, target})}
    }),
  )
}

/** Where a branch leaves the trunk of its net. */
export function exitRow(branch: Branch): number | undefined {
  if (branch.kind === 'trunk') return branch.target
  return branch.kind === 'detour' ? branch.row : undefined
}

/** Where a branch comes to the entry of its target. */
export function arrivalRow(branch: Branch): number | undefined {
  if (branch.kind === 'direct') return branch.net.main
  return branch.kind === 'detour' ? branch.row : undefined
}

/** The branches of each net, and those that lead to each target. */
export function branchesBy(branches: readonly Branch[]) {
  const ofNet = new Map<Net, Branch[]>()
  const toTarget = new Map<number, Branch[]>()
  for (const branch of branches) {
    const own = ofNet.get(branch.net)
    if (own === undefined) ofNet.set(branch.net, [branch])
    else own.push(branch)
    const arriving = toTarget.get(branch.target)
    if (arriving === undefined) toTarget.set(branch.target, [branch])
    else arriving.push(branch)
  }
  return {ofNet, toTarget}
}
