import {type GoldenCase, goldenCases} from './cases.ts'
import {type PlannedStep, plannedSteps} from './planned-steps.ts'

/** The README of the golden cases: per case how many steps pass, how many wait and for what. */
export async function readmeText(): Promise<string> {
  const cases = await Promise.all(
    goldenCases().map(async golden => ({golden, steps: await plannedSteps(golden)})),
  )
  const all = cases.flatMap(({steps}) => steps)
  const [first] = cases
  return `# Golden cases

What the real Metaxy ${first?.golden.metaxy ?? ''} answered, recorded: \`cases/<name>/project\` is a project as its pipeline left it,
\`cases/<name>/case.json\` the command lines and their answers. \`golden.test.ts\` runs them in a writable copy;
\`match.ts\` has the rules of comparing. A case is never edited.

A step waits only for what is not built yet (\`waiting-rules.ts\`); from a case's first waiting step that writes
on, the rest of that case waits with it. A waiting step that would pass fails the test.

This file is written by \`npm run docs\`.

**${all.length} steps of ${cases.length} cases: ${count(all, 'passes')} pass, ${all.length - count(all, 'passes')} wait.**

| case | about | steps | pass | wait | for |
|---|---|---:|---:|---:|---|
${cases.map(caseRow).join('\n')}
`
}

function caseRow({
  golden,
  steps,
}: {
  readonly golden: GoldenCase
  readonly steps: readonly PlannedStep[]
}): string {
  const passing = count(steps, 'passes')
  const cells = [
    `\`${golden.name}\``,
    golden.about.replaceAll('|', '\\|'),
    steps.length,
    passing,
    steps.length - passing || '',
    reasons(steps),
  ]
  return `| ${cells.join(' | ')} |`
}

/** Most frequent first, with their numbers of steps. */
function reasons(steps: readonly PlannedStep[]): string {
  const counts = new Map<string, number>()
  for (const {state} of steps) {
    if (state.kind === 'passes') continue
    const reason = state.kind === 'waits' ? state.reason : 'after a waiting write'
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, number]) => `${reason} (${number})`)
    .join(', ')
}

function count(steps: readonly PlannedStep[], kind: PlannedStep['state']['kind']): number {
  return steps.filter(({state}) => state.kind === kind).length
}
