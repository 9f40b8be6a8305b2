import {formatCount, hashLength, shortHash} from '../../../components/format.ts'
import {formatMicros, type TimeFormat} from '../../../components/format-time.ts'
import type {TableColumn} from '../../../components/Table/columns.ts'
import type {TableRow} from '../../../components/Table/Table.tsx'
import {isSame} from '../../../store/navigation/compare-versions.ts'
import type {VersionChoice, VersionsPart} from '../../../store/navigation/views.ts'
import type {VersionLine} from '../../../store/versions.ts'

export interface TableTimes {
  readonly timeFormat: TimeFormat
  readonly nowMicros: bigint
}

interface VersionColumn {
  readonly header: string
  readonly align?: 'left' | 'right'
  readonly text: (line: VersionLine, at: number) => string
}

/** The columns of the list, as wide as their widest cell. */
export function versionColumns(
  part: VersionsPart,
  lines: readonly VersionLine[],
  times: TableTimes,
): readonly TableColumn[] {
  return columnsOf(part, lines, times).map(
    ({header, align = 'left'}): TableColumn => ({
      id: header,
      header,
      align,
      frozen: false,
    }),
  )
}

/** `*` marks the version that others are compared with. */
export function versionRows(
  part: VersionsPart,
  lines: readonly VersionLine[],
  compared: VersionChoice | null,
  times: TableTimes,
): readonly TableRow[] {
  const columns = columnsOf(part, lines, times)
  return lines.map((line, at) => ({
    key: String(at),
    cells: columns.map(({text}) => text(line, at)),
    marked: compared !== null && isSame(line, compared),
  }))
}

function columnsOf(
  part: VersionsPart,
  lines: readonly VersionLine[],
  times: TableTimes,
): readonly VersionColumn[] {
  const hashes = lines.flatMap(({featureVersion, projectVersion}) => [
    ...(featureVersion === null ? [] : [featureVersion]),
    ...(projectVersion === null ? [] : [projectVersion]),
  ])
  const length = hashLength(hashes)
  const short = (hash: string | null) => (hash === null ? '—' : shortHash(hash, length))
  const time = (micros: bigint | null) => (micros === null ? '—' : shortTime(micros, times))
  const count = (line: VersionLine, which: 'rows' | 'liveRows' | 'deletedRows' | 'newestRows') =>
    line.record === null ? '—' : formatCount(line.record[which])
  const version: VersionColumn = {header: 'version', text: line => short(line.featureVersion)}
  const rows: VersionColumn = {header: 'rows', align: 'right', text: line => count(line, 'rows')}
  const live: VersionColumn = {
    header: 'live',
    align: 'right',
    text: line => count(line, 'liveRows'),
  }
  if (part === 'versions') {
    return [
      version,
      {header: '', text: stateOfVersion},
      rows,
      live,
      {header: 'newest', align: 'right', text: line => count(line, 'newestRows')},
      {header: 'del', align: 'right', text: line => count(line, 'deletedRows')},
      {header: 'last pushed', text: line => time(line.record?.lastRecordedAtMicros ?? null)},
      {header: 'first pushed', text: line => time(line.record?.firstRecordedAtMicros ?? null)},
    ]
  }
  return [
    {header: 'when', text: line => time(line.kind === 'push' ? line.push.recordedAtMicros : null)},
    {header: 'project', text: line => short(line.projectVersion)},
    version,
    {header: 'what', text: (line, at) => whatChanged(line, lines.slice(at + 1))},
    rows,
    {header: 'tags', text: tagsOf},
  ]
}

function stateOfVersion({record}: VersionLine): string {
  if (record === null) return ''
  const known = record.known ? '' : 'only in data'
  return [record.isCurrent ? 'current' : '', known].filter(text => text !== '').join(', ')
}

/** Whether that push gave the feature a new version, compared with the push before it. */
function whatChanged(line: VersionLine, older: readonly VersionLine[]): string {
  if (line.kind !== 'push') return ''
  const current = line.push.isCurrent ? 'current · ' : ''
  if (line.featureVersion === null) return `${current}not in ${line.push.project}`
  const before = older.find(
    other =>
      other.kind === 'push' &&
      other.push.project === line.push.project &&
      other.featureVersion !== null,
  )
  if (before === undefined) return `${current}first`
  return current + (before.featureVersion === line.featureVersion ? 'same' : 'new version')
}

function tagsOf(line: VersionLine): string {
  if (line.kind !== 'push') return ''
  return Object.entries(line.push.tags)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}

/** Without the year and the seconds; the detail pane has both. */
function shortTime(micros: bigint, {timeFormat, nowMicros}: TableTimes): string {
  return formatMicros(micros, timeFormat, nowMicros).replace(/^\d{4}-(.*):\d\d(Z?)$/, '$1$2')
}
