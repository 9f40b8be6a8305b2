import type {DetailLine} from '../../../components/DetailPane.tsx'
import type {VersionLine} from '../../../store/versions.ts'

/** The list has room for the beginning of the tags alone. */
export function pushLines(
  line: VersionLine,
  time: (micros: bigint) => string,
): readonly DetailLine[] {
  if (line.kind === 'version') return []
  const {project, projectVersion, recordedAtMicros, tags} = line.push
  return [
    {kind: 'blank'},
    {kind: 'heading', text: 'PUSH A'},
    value('project', project),
    value('project version', projectVersion),
    value('recorded', time(recordedAtMicros)),
    ...Object.entries(tags).map(([name, tag]) => value(name, tag)),
  ]
}

/** What is stored of the version, and when it was pushed. */
export function storedLines(
  {record}: VersionLine,
  time: (micros: bigint) => string,
): readonly DetailLine[] {
  if (record === null) return []
  const {featureVersion, projectVersions, firstRecordedAtMicros, lastRecordedAtMicros} = record
  return [
    {kind: 'blank'},
    {kind: 'heading', text: 'VERSION A'},
    value('feature version', featureVersion),
    value('pushed as', projectVersions.length === 0 ? 'never' : projectVersions.join(', ')),
    ...(firstRecordedAtMicros === null ? [] : [value('first pushed', time(firstRecordedAtMicros))]),
    ...(lastRecordedAtMicros === null ? [] : [value('last pushed', time(lastRecordedAtMicros))]),
  ]
}

function value(label: string, of: string): DetailLine {
  return {kind: 'value', label, value: of}
}
