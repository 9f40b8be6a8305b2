import type {FeatureKey} from '../../../engine/index.ts'
import type {DrawnGraph} from './drawn-graph.ts'
import {parentsOf} from './graph-shape.ts'

const BOX = {branch: '├─ ', last: '└─ ', down: '│  ', blank: '   '}
const ASCII = {branch: '|- ', last: '`- ', down: '|  ', blank: '   '}

/**
 * The graph as a tree from its roots: below a feature stand those that read it. One that reads several
 * is drawn in full below the last of them, and named before that with an arrow.
 */
export function graphTree(drawn: DrawnGraph, ascii: boolean): string {
  const {graph, features} = drawn
  const signs = ascii ? ASCII : BOX
  const drawnFeatures = new Set(features)
  const parents = new Map(
    features.map(feature => [
      feature,
      parentsOf(graph, feature).filter(parent => drawnFeatures.has(parent)),
    ]),
  )
  const lastParent = (feature: FeatureKey) => {
    const own = parents.get(feature) ?? []
    return features.findLast(key => own.includes(key))
  }

  function lines(feature: FeatureKey, indent: string): readonly string[] {
    const readers = features.filter(key => parents.get(key)?.includes(feature))
    return readers.flatMap((reader, index) => {
      const isLast = index === readers.length - 1
      const branch = `${indent}${isLast ? signs.last : signs.branch}`
      if (lastParent(reader) !== feature) return [`${branch}${reader} ${ascii ? '->' : '→'}`]
      const below = `${indent}${isLast ? signs.blank : signs.down}`
      return [`${branch}${label(drawn, reader)}`, ...lines(reader, below)]
    })
  }

  const roots = features.filter(feature => parents.get(feature)?.length === 0)
  return roots
    .flatMap(root => [label(drawn, root), ...lines(root, '')])
    .map(line => `${line}\n`)
    .join('')
}

function label({graph, statuses, withFields}: DrawnGraph, feature: FeatureKey): string {
  const version = graph.versions.get(feature)?.featureVersion ?? ''
  const fields = graph.graph.definitions.get(feature)?.spec.fields.map(field => field.key) ?? []
  const status = statuses.get(feature)
  return [
    `${feature} ${version}`,
    ...(withFields ? [`(${fields.join(', ')})`] : []),
    ...(status === undefined ? [] : [`[${status.status}]`]),
  ].join(' ')
}
