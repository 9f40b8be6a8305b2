import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {fixtureProject} from '../../helpers/fixture-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

const RENDER = ['graph', 'render']

test('Mermaid: a flowchart, optional dependencies dotted', async () => {
  const cwd = await fixtureProject('joins')
  const {stdout} = await runMxx([...RENDER, '--format', 'mermaid', '--feature', 'two/optional'], {
    cwd,
  })
  expect(stdout).toBe(`flowchart LR
  f0["in/a"]
  f1["in/b"]
  f2["two/optional"]
  f0 --> f2
  f1 -.-> f2
`)
})

test('Graphviz: a digraph, optional dependencies dashed, fields when asked for', async () => {
  const cwd = await fixtureProject('joins')
  const {stdout} = await runMxx(
    [...RENDER, '--format', 'graphviz', '--fields', '--feature', 'two/optional'],
    {cwd},
  )
  expect(stdout).toBe(`digraph features {
  rankdir=LR;
  node [shape=box];
  "in/a" [label="in/a\\nx\\ny"];
  "in/b" [label="in/b\\nz"];
  "two/optional" [label="two/optional\\nx\\nfree"];
  "in/a" -> "two/optional";
  "in/b" -> "two/optional" [style=dashed];
}
`)
})

test('JSON: field edges, and statuses when asked for', async () => {
  const cwd = await fixtureProject('basic')
  const {stdout} = await runMxx([...RENDER, '--format', 'json', '--status'], {cwd})
  expect(JSON.parse(stdout)).toMatchObject({
    nodes: [
      {key: 'examples/parent', status: 'root_feature'},
      {key: 'examples/child', status: 'needs_update'},
    ],
    edges: [{from: 'examples/parent', to: 'examples/child', optional: false}],
    field_edges: [
      {
        from: {feature: 'examples/parent', field: 'embeddings'},
        to: {feature: 'examples/child', field: 'predictions'},
      },
    ],
  })
})

test('--up and --down count steps from a feature', async () => {
  const cwd = await fixtureProject('joins')
  const keys = async (...args: readonly string[]) => {
    const {stdout} = await runMxx([...RENDER, '--format', 'json', ...args], {cwd})
    return JSON.parse(stdout).nodes.map(({key}: {key: string}) => key)
  }
  expect(await keys('--feature', 'diamond/left', '--up', '0', '--down', '0')).toEqual([
    'diamond/left',
  ])
  expect(await keys('--feature', 'diamond/left', '--up', '0')).toEqual([
    'diamond/left',
    'diamond/bottom',
  ])
  expect(await keys('--feature', 'diamond/bottom', '--down', '0', '--up', '1')).toEqual([
    'diamond/left',
    'diamond/right',
    'diamond/bottom',
  ])
  const alone = await runMxx([...RENDER, '--up', '1'], {cwd})
  expect(alone).toMatchObject({exit: 1, stderr: expect.stringContaining('--feature KEY')})
})

test('-o writes the drawing to a file', async () => {
  const cwd = await fixtureProject('basic')
  const {stdout} = await runMxx([...RENDER, '--format', 'mermaid', '-o', 'graph.mmd'], {cwd})
  expect(stdout).toBe(`Written to ${join(cwd, 'graph.mmd')}\n`)
  expect(await readFile(join(cwd, 'graph.mmd'), 'utf8')).toMatch(/^flowchart LR\n/)
})

test('an SVG is one box per feature and one line per dependency, optional ones dashed', async () => {
  const cwd = await fixtureProject('joins')
  const {stdout, exit} = await runMxx([...RENDER, '--format', 'svg', '--fields'], {cwd})
  const {stdout: json} = await runMxx([...RENDER, '--format', 'json'], {cwd})
  const {nodes, edges} = JSON.parse(json)
  expect(exit).toBe(0)
  expect(stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
  expect(stdout.match(/<rect x=/g)).toHaveLength(nodes.length)
  expect(stdout.match(/<path /g)).toHaveLength(edges.length)
  const optional = edges.filter((edge: {optional: boolean}) => edge.optional)
  expect(stdout.match(/stroke-dasharray/g)).toHaveLength(optional.length)
})
